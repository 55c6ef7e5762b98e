// The colours and typefaces of the style sheet, for those who paint without one.

/**
 * @typedef {object} Theme
 * @property {(name: string) => string} colour of a custom property, without its dashes
 * @property {(name: string) => [number, number, number]} rgb each 0 … 1
 * @property {(name: 'text' | 'figures') => string} font
 */

/**
 * @param {Element} element
 * @returns {Theme}
 */
export function themeOf(element) {
  const style = getComputedStyle(element);
  /** @type {Map<string, string>} */
  const known = new Map();
  /** @param {string} name */
  const property = (name) => {
    let value = known.get(name);
    if (value === undefined) {
      value = style.getPropertyValue(`--${name}`).trim();
      known.set(name, value);
    }
    return value;
  };
  return { colour: property, rgb: (name) => rgbOf(property(name)), font: property };
}

/**
 * @param {string} hex "#rrggbb"
 * @returns {[number, number, number]}
 */
export function rgbOf(hex) {
  const number = Number.parseInt(hex.slice(1), 16);
  return [(number >> 16) / 255, ((number >> 8) & 255) / 255, (number & 255) / 255];
}
