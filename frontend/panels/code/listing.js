// Lines of code as buttons. Of a long listing only what can be seen is in the page.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { pointAt } from '../../actions.js';
import { goTo } from '../../player.js';
import * as store from '../../store.js';
import { stopFrom } from '../time/moment.js';
import { pointedBy, positionOf } from './lines.js';

const LINE_HEIGHT = 22;
const AROUND = 30;

/** @typedef {{step: Set<number>, selected: Set<number>, pointed: Set<number>}} Marks */

/** @param {{code: ApiCode, model: Model, marks: Marks}} properties */
export function Listing({ code, model, marks }) {
  const texts = useMemo(() => code.code.replace(/\n$/, '').split('\n'), [code]);
  const about = useMemo(() => new Map(code.lines.map((line) => [line.line, line])), [code]);
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  const top = useSignal(0);
  const first = Math.max(0, Math.floor(top.value / LINE_HEIGHT) - AROUND);
  const height = place.current?.clientHeight ?? 800;
  const last = Math.min(texts.length, first + Math.ceil(height / LINE_HEIGHT) + 2 * AROUND);
  useInView(place, marks.step.size ? marks.step : marks.selected);
  return html`<div class="listing" ref=${place} tabindex="0" role="region" aria-label="Generated code"
    onScroll=${(/** @type {Event} */ event) => {
      top.value = /** @type {HTMLElement} */ (event.target).scrollTop;
    }}>
    <ol style=${{ height: `${texts.length * LINE_HEIGHT}px` }}>
      ${texts.slice(first, last).map((text, index) => {
        const line = first + index + 1;
        return html`<${Line} key=${line} line=${line} text=${text} about=${about.get(line)}
          model=${model} marks=${marks} />`;
      })}
    </ol></div>`;
}

/**
 * Brings the lit line into view.
 * @param {import('preact').RefObject<HTMLDivElement | null>} place
 * @param {Set<number>} lines
 */
function useInView(place, lines) {
  const line = lines.size ? Math.min(...lines) : 0;
  useEffect(() => {
    const element = place.current;
    if (!line || !element) return;
    const at = (line - 1) * LINE_HEIGHT;
    const seen = at >= element.scrollTop && at < element.scrollTop + element.clientHeight - 44;
    if (!seen) element.scrollTop = at - element.clientHeight / 3;
  }, [line]);
}

/**
 * @param {{line: number, text: string, about: CodeLine | undefined, model: Model, marks: Marks}} properties
 */
function Line({ line, text, about, model, marks }) {
  const kinds = /** @type {const} */ (['step', 'selected', 'pointed']);
  const names = kinds.filter((kind) => marks[kind].has(line)).join(' ');
  const style = { top: `${(line - 1) * LINE_HEIGHT}px` };
  const [code, note] = parts(text);
  const inside = html`${code}${note ? html`<span class="ink-comment">${note}</span>` : null}`;
  if (!about)
    return html`<li style=${style} value=${line}><span class="line">${inside}</span></li>`;
  const pointed = pointedBy(about);
  return html`<li style=${style} value=${line}>
    <button type="button" class=${`line ${about.phase} ${names}`}
      aria-current=${marks.step.has(line) ? 'step' : undefined}
      onClick=${() => goTo(stopFrom(store.stops.value, positionOf(about, model)))}
      onPointerEnter=${() => pointAt(pointed)} onPointerLeave=${() => pointAt(null)}>${inside}</button></li>`;
}

/** @param {string} text */
function parts(text) {
  const at = text.indexOf('#');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}
