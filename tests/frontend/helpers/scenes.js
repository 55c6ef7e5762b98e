// Scenes as the page lays them out, with the layout engine run in this thread.

import worker from 'elkjs/lib/elk-worker.min.js';
import { currentAt } from '../../../frontend/picture/sheet.js';
import { createLayouter } from '../../../frontend/scene/layout.js';
import { plan, sceneOf } from '../../../frontend/scene/scene.js';
import { watersOf } from '../../../frontend/scene/waters.js';

const layouter = createLayouter(() => new worker.Worker());

export async function laidOut(trace, closed = new Set(), direction = 'down') {
  const planned = plan(trace, closed, direction);
  return sceneOf(planned, await layouter.layout(planned));
}

/** What the marks draw from: the whole picture at a position. */
export async function sheetOf(trace, { closed, direction, scale = 'auto', position }) {
  const scene = await laidOut(trace, closed, direction);
  const waters = watersOf(trace, scene.visible, scale);
  const at = position ?? lastPosition(trace);
  const current = currentAt(trace, scene, at);
  const detail = { labels: true, boxes: true, valves: true, closeUp: false };
  return { trace, scene, waters, position: at, pointed: new Set(), current, detail };
}

export const lastPosition = ({ model }) => model.forward.length + model.backward.length;

export const allClosed = ({ model }) => new Set(model.groups.map(({ path }) => path));
