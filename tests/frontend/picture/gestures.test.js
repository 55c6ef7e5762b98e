import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurns } from '../../../frontend/picture/gestures.js';

const PLAIN = { deltaX: 0, deltaY: 0, deltaMode: 0, timeStamp: 0 };
const kindOf = (turn) => {
  if ('zoom' in turn) return turn.zoom > 1 ? 'nearer' : 'farther';
  return [turn.x, turn.y];
};

// what is turned, one event after the other; what the last one does
const TURNS = [
  ['a notch of a wheel', [{ deltaY: 100 }], 'farther'],
  ['a notch the other way', [{ deltaY: -100 }], 'nearer'],
  ['three lines of a wheel', [{ deltaY: -3, deltaMode: 1 }], 'nearer'],
  ['a notch with Shift', [{ deltaY: 100, shiftKey: true }], [-100, 0]],
  ['a notch with Ctrl', [{ deltaY: 100, ctrlKey: true }], 'farther'],
  ['a notch with ⌘', [{ deltaY: -100, metaKey: true }], 'nearer'],
  ['fingers that slide slowly', [{ deltaY: 4 }], [-0, -4]],
  ['fingers that slide aslant', [{ deltaX: 60, deltaY: 90 }], [-60, -90]],
  ['fingers that slide faster', [{ deltaY: 30 }, { deltaY: 120, timeStamp: 16 }], [-0, -120]],
  ['a notch long after fingers', [{ deltaY: 30 }, { deltaY: 100, timeStamp: 900 }], 'farther'],
  ['fingers that pinch', [{ deltaY: -4, ctrlKey: true }], 'nearer'],
];

for (const [name, events, wanted] of TURNS) {
  test(`${name}: ${wanted}`, () => {
    const turned = createTurns();
    const turns = events.map((event) => turned({ ...PLAIN, ...event }));
    assert.deepEqual(kindOf(turns.at(-1)), wanted);
  });
}

test('a pinch zooms by more than a notch of as many pixels', () => {
  const [pinch, notch] = [4, 100].map((deltaY) =>
    createTurns()({ ...PLAIN, deltaY, ctrlKey: true }),
  );
  assert.ok(Math.log(pinch.zoom) / 4 < Math.log(notch.zoom) / 100);
});
