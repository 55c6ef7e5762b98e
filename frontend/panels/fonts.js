// The page's typefaces as part of a picture that leaves the page.

/** @type {Promise<string> | null} */
let written = null;

/**
 * An SVG document with the typefaces that the page has loaded.
 * @param {string} svg
 */
export async function withFonts(svg) {
  written ??= fontFaces();
  return svg.replace(/(<svg[^>]*>)/, `$1<style>${await written}</style>`);
}

async function fontFaces() {
  await document.fonts.ready;
  const loaded = [...document.fonts].filter(({ status }) => status === 'loaded').map(faceKey);
  const rules = [...document.styleSheets].flatMap(rulesOf).filter((rule) => {
    const { fontFamily, fontStyle, fontWeight } = /** @type {any} */ (rule.style);
    const range = rule.style.getPropertyValue('unicode-range');
    return loaded.includes(
      faceKey({ family: fontFamily, style: fontStyle, weight: fontWeight, unicodeRange: range }),
    );
  });
  return (await Promise.all(rules.map(embedded))).join('\n');
}

/** @param {CSSStyleSheet} sheet */
function rulesOf(sheet) {
  return [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule);
}

/** @param {{family: string, style: string, weight: string, unicodeRange: string}} face */
function faceKey({ family, style, weight, unicodeRange }) {
  const range = (unicodeRange || 'U+0-10FFFF').replaceAll(/\s/g, '').toLowerCase();
  return [family.replaceAll(/["']/g, ''), style, weight, range].join(' ');
}

/** @param {CSSFontFaceRule} rule */
async function embedded(rule) {
  const [, url] = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue('src')) ?? [];
  if (!url) return '';
  const base = rule.parentStyleSheet?.href ?? location.href;
  const bytes = await (await fetch(new URL(url, base))).blob();
  const { fontFamily, fontStyle, fontWeight } = /** @type {any} */ (rule.style);
  const range = rule.style.getPropertyValue('unicode-range');
  return `@font-face{font-family:${fontFamily};font-style:${fontStyle};font-weight:${fontWeight};${
    range ? `unicode-range:${range};` : ''
  }src:url(${await dataUrl(bytes)})}`;
}

/**
 * @param {Blob} bytes
 * @returns {Promise<string>}
 */
function dataUrl(bytes) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(/** @type {string} */ (reader.result));
    reader.readAsDataURL(bytes);
  });
}
