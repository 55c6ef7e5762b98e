// A sheet of paper is white and has no water that moves: the picture as it stands, its sentence, and
// the program.

import * as store from '../store.js';
import { picture } from './picture.js';

export function preparePrint() {
  const sheet = document.createElement('div');
  sheet.className = 'print-sheet';
  document.body.append(sheet);
  const { dataset } = document.documentElement;
  let theme = dataset.theme;
  addEventListener('beforeprint', () => {
    theme = dataset.theme;
    dataset.theme = 'paper';
  });
  // Between two listeners the picture learns of its new theme.
  addEventListener('beforeprint', () => {
    sheet.innerHTML = picture.value?.toSVG() ?? '';
    const source = document.createElement('pre');
    source.textContent = store.source.value;
    sheet.append(source);
  });
  addEventListener('afterprint', () => {
    sheet.replaceChildren();
    dataset.theme = theme;
  });
}
