// The depth at which a network is drawn, as its source says it.

const SHORTHAND = /^\s*(?:network\s+)?\d+(?:x\d+)*-/i;
const SAID = /(\bdepth[\s,;]+)(neuron|layer)\b/i;
const FIELD = /("depth"\s*:\s*)(?:"\w*"|null)/;

/**
 * The same network at another depth. A source whose form has no word for it (a link, a print of
 * another library) becomes the JSON of its spec.
 * @param {string} source
 * @param {Depth} depth
 * @param {Record<string, unknown>} spec what the source says
 */
export function withDepth(source, depth, spec) {
  if (SHORTHAND.test(withoutComments(source))) return lineWithDepth(source, depth);
  if (isOwnJSON(source)) return textWithDepth(source, depth);
  return JSON.stringify({ ...spec, depth }, null, 2);
}

/** Comments become blanks, so that all places stay. @param {string} source */
function withoutComments(source) {
  return source.replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length));
}

/**
 * @param {string} source
 * @param {Depth} depth
 */
function lineWithDepth(source, depth) {
  const plain = withoutComments(source);
  const said = SAID.exec(plain);
  if (said) {
    const start = said.index + said[1].length;
    return source.slice(0, start) + depth + source.slice(start + said[2].length);
  }
  const end = plain.trimEnd().replace(/[,;]$/, '').length;
  const mark = plain.includes(',') ? ', ' : ' ';
  return `${source.slice(0, end)}${mark}depth ${depth}${source.slice(end)}`;
}

/** @param {string} source */
function isOwnJSON(source) {
  try {
    const document = JSON.parse(source);
    return Boolean(document?.layers) && !('class_name' in document);
  } catch {
    return false;
  }
}

/**
 * @param {string} source
 * @param {Depth} depth
 */
function textWithDepth(source, depth) {
  if (FIELD.test(source)) return source.replace(FIELD, `$1"${depth}"`);
  return source.replace(/\{(\s*)/, (_, space) => `{${space}"depth": "${depth}",${space || ' '}`);
}
