// The losses over the epochs, drawn by uPlot once it has been loaded.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import * as store from '../../store.js';
import { inks } from './paint.js';
import { history } from './session.js';

const WIDTH = 304;
const HEIGHT = 92;
const FONT = '11px "IBM Plex Mono", monospace';

export function Curves() {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  const plot = useSignal(/** @type {import('uplot') | null} */ (null));
  const { value: moments } = history;
  const theme = store.theme.value;
  const worthwhile = moments.length > 1;
  useEffect(() => {
    if (!worthwhile) return undefined;
    let gone = false;
    import('uplot').then(({ default: UPlot }) => {
      if (gone || !place.current) return;
      plot.value = new UPlot(optionsFor(place.current), columns(history.value), place.current);
    });
    return () => {
      gone = true;
      plot.value?.destroy();
      plot.value = null;
    };
  }, [worthwhile, theme]);
  useEffect(() => plot.value?.setData(columns(moments)), [moments, plot.value]);
  if (!worthwhile) return null;
  const first = moments[0];
  const last = moments[moments.length - 1];
  return html`<div class="curves" role="img" ref=${place}
    aria-label=${`Losses from epoch ${Math.floor(first.at)} to ${Math.floor(last.at)}: train ${first.train.toPrecision(3)} to ${last.train.toPrecision(3)}, test ${first.test.toPrecision(3)} to ${last.test.toPrecision(3)}`}></div>`;
}

/**
 * @param {import('./history.js').Moment[]} moments
 * @returns {[number[], (number | null)[], (number | null)[]]}
 */
function columns(moments) {
  const finite = (/** @type {number} */ value) => (Number.isFinite(value) ? value : null);
  return [
    moments.map(({ at }) => at),
    moments.map(({ train }) => finite(train)),
    moments.map(({ test }) => finite(test)),
  ];
}

/**
 * @param {Element} element
 * @returns {import('uplot').Options}
 */
function optionsFor(element) {
  const { ink, quiet, positive } = inks(element);
  const axis = { stroke: quiet, font: FONT, grid: { show: false }, ticks: { show: false }, gap: 3 };
  return {
    width: Math.min(WIDTH, element.clientWidth || WIDTH),
    height: HEIGHT,
    padding: [6, 12, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false }, y: { range: (_, __, most) => [0, most > 0 ? most * 1.05 : 1] } },
    axes: [
      { ...axis, size: 20, space: 60 },
      {
        ...axis,
        size: 40,
        space: 34,
        splits: (_, __, low, high) => [low, high / 2.1, high / 1.05],
      },
    ],
    series: [
      {},
      { stroke: ink, width: 1.5, points: { show: false } },
      { stroke: positive, width: 1.5, dash: [4, 3], points: { show: false } },
    ],
  };
}
