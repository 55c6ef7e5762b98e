import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heldScale, samples, scaleFor, widthOf } from '../../../frontend/scene/widths.js';

const AMOUNTS = {
  even: [1, 0.8, 0.5, 0.3],
  'ten to one': [1, 0.1],
  vanishing: [1, 1e-2, 1e-4, 1e-6],
  'beyond all decades': [1e20, 1, 1e-20],
  'all the same': [4, 4, 4],
  nothing: [0, Number.NaN, Number.POSITIVE_INFINITY],
};
const WANTED = ['auto', 'linear', 'log'];
const VISIBLE = 1; // pixels
const CLEARLY = 2.4;

for (const [name, amounts] of Object.entries(AMOUNTS)) {
  for (const wanted of WANTED) {
    const scale = scaleFor(amounts, wanted);
    test(`${name}, ${wanted}: more is never narrower, and nothing but 0 is out of sight`, () => {
      let before = 0;
      for (let power = -30; power <= 25; power += 0.25) {
        const width = widthOf(scale, 10 ** power);
        assert.ok(width >= before, `at 1e${power}`);
        assert.ok(width >= VISIBLE);
        before = width;
      }
      assert.equal(widthOf(scale, 0), 0);
    });

    test(`${name}, ${wanted}: sign does not matter, and what is not finite has a width`, () => {
      assert.equal(widthOf(scale, -0.5), widthOf(scale, 0.5));
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
        assert.ok(widthOf(scale, value) > VISIBLE);
      }
    });

    test(`${name}, ${wanted}: the legend shows round amounts, largest first`, () => {
      const shown = samples(scale);
      assert.ok(
        shown.every((amount) => /^[1235](e[-+]\d+)?$/.test(digits(amount))),
        shown,
      );
      assert.ok(
        shown.every((amount, at) => at === 0 || amount < shown[at - 1]),
        shown,
      );
      assert.ok(shown[0] <= scale.largest * (1 + 1e-9));
    });
  }
}

const digits = (amount) => amount.toExponential().replace(/e\+0$/, '');

for (const wanted of WANTED) {
  test(`${wanted}: ten times as much is clearly wider`, () => {
    for (const name of ['even', 'ten to one', 'vanishing', 'beyond all decades']) {
      const scale = scaleFor(AMOUNTS[name], wanted);
      const [one, ten] = [widthOf(scale, scale.largest / 10), widthOf(scale, scale.largest)];
      assert.ok(ten - one >= CLEARLY, `${name}: ${one} → ${ten}`);
    }
  });
}

test('the legend has at least three samples', () => {
  for (const name of ['even', 'ten to one', 'vanishing', 'beyond all decades']) {
    for (const wanted of WANTED) {
      const { length } = samples(scaleFor(AMOUNTS[name], wanted));
      assert.ok(length >= 3, `${name}, ${wanted}: ${length}`);
    }
  }
});

const KINDS = [
  ['even', 'linear'],
  ['ten to one', 'linear'],
  ['vanishing', 'log'],
];

for (const [name, kind] of KINDS) {
  test(`${name} is shown on a ${kind} scale by default`, () => {
    assert.equal(scaleFor(AMOUNTS[name], 'auto').kind, kind);
  });
}

// the largest flow before and now, whether the scale is held
const HELD = [
  [1, 1.4, true],
  [1, 0.5, true],
  [1, 2, false],
  [1, 0.1, false],
];

for (const [before, now, held] of HELD) {
  test(`a scale for ${before} is ${held ? '' : 'not '}held for ${now}`, () => {
    const scales = [before, now].map((largest) => scaleFor([largest, largest / 5], 'auto'));
    assert.equal(heldScale(...scales), scales[held ? 0 : 1]);
    if (held) {
      const [one, other] = [before, now].map((amount) => widthOf(scales[0], amount));
      assert.equal(one < other, before < now, 'what grows is wider');
    }
  });
}
