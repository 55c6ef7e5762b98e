// Places in a text: the server counts lines from 1 and characters from 0; JavaScript counts the
// halves of rare characters, and from the text's start.

/** @typedef {{from: number, to: number}} Span */
/** @typedef {[line: number, column: number, endLine: number, endColumn: number]} Place */

/**
 * @param {string} text
 * @param {Iterable<number>} place line, column, end line, end column; line 0: nowhere
 * @returns {Span | null}
 */
export function spanOf(text, [line, column, endLine, endColumn]) {
  if (!line) return null;
  const lines = text.split('\n');
  if (line > lines.length) return null;
  const from = offset(lines, line, column);
  const to = offset(lines, endLine || line, endColumn);
  return { from, to: Math.max(from, to) };
}

/**
 * @param {string[]} lines
 * @param {number} line
 * @param {number} column
 */
function offset(lines, line, column) {
  const row = Math.min(line, lines.length) - 1;
  let start = 0;
  for (let each = 0; each < row; each += 1) start += lines[each].length + 1;
  return start + [...lines[row]].slice(0, column).join('').length;
}

/**
 * A place with something to underline: where a text breaks off, what stands last before it.
 * @param {string} text
 * @param {Span} span
 * @returns {Span}
 */
export function visible(text, { from, to }) {
  const marked = text.slice(from, to);
  if (marked.trim()) return { from, to };
  const before = text.slice(0, Math.min(from, text.length)).trimEnd();
  if (before) return { from: before.length - 1, to: before.length };
  return { from: 0, to: Math.min(1, text.length) };
}

/**
 * The node with the smallest place around an offset, or -1.
 * @param {string} text
 * @param {Model} model
 * @param {number} at
 */
export function nodeAt(text, { places, nodes }, at) {
  const before = text.slice(0, at).split('\n');
  const line = before.length;
  const column = [...before[line - 1]].length;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let node = 0; node < nodes; node += 1) {
    const size = sizeAround(places.subarray(4 * node, 4 * node + 4), line, column);
    if (size < least) [best, least] = [node, size];
  }
  return best;
}

/**
 * How much a place spans, or infinity where it does not hold the point.
 * @param {Iterable<number>} place
 * @param {number} line
 * @param {number} column
 */
function sizeAround([start, from, end, to], line, column) {
  const after = line > start || (line === start && column >= from);
  const before = line < end || (line === end && column < to);
  if (!start || !after || !before) return Number.POSITIVE_INFINITY;
  return (end - start) * 10_000 + to - from;
}
