// The marks in the order in which they are drawn: below the water, and above it.

import { beds } from './beds.js';
import { coasts } from './coasts.js';
import { handles } from './handles.js';
import { mouths } from './mouths.js';
import { nodes } from './nodes.js';
import { plots } from './plots.js';
import { pointedRivers } from './pointed.js';
import { pools } from './pools.js';
import { spring } from './spring.js';
import { valves } from './valves.js';

/** @param {import('../sheet.js').Sheet} sheet */
export const below = (sheet) => [...plots(sheet), ...coasts(sheet), ...beds(sheet)];

/** @param {import('../sheet.js').Sheet} sheet */
export const above = (sheet) => [
  ...pointedRivers(sheet),
  ...pools(sheet),
  ...valves(sheet),
  ...mouths(sheet),
  ...spring(sheet),
  ...nodes(sheet),
  ...handles(sheet),
];
