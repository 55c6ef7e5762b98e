// A sheet of paper has no water that moves: the picture as it stands, with its sentence.

import * as store from '../store.js';
import { picture } from './picture.js';

export function preparePrint() {
  const sheet = document.createElement('div');
  sheet.className = 'print-sheet';
  sheet.setAttribute('aria-hidden', 'true');
  document.body.append(sheet);
  addEventListener('beforeprint', () => {
    sheet.innerHTML = picture.value?.toSVG() ?? '';
    const source = document.createElement('pre');
    source.textContent = store.source.value;
    sheet.append(source);
  });
  addEventListener('afterprint', () => sheet.replaceChildren());
}
