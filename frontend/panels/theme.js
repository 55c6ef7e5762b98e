// Day or night: as the machine says, or as the person chose.

import { effect } from '@preact/signals';
import * as store from '../store.js';

const KEPT = 'rivergrad theme';

/** @param {'auto' | 'light' | 'dark'} theme */
export function chosenTheme(theme) {
  store.theme.value = theme;
  localStorage.setItem(KEPT, theme);
}

/** Keeps the page's theme what it should be. */
export function followTheme() {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'light' || kept === 'dark') store.theme.value = kept;
  const night = matchMedia('(prefers-color-scheme: dark)');
  const show = () => {
    const { value: theme } = store.theme;
    const dark = theme === 'dark' || (theme === 'auto' && night.matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  };
  night.addEventListener('change', show);
  effect(show);
}
