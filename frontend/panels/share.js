// Taking the picture along: as a link, or as a file.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { withFonts } from './fonts.js';
import { picture } from './picture.js';
import { Popover } from './popover.js';

const SAID_FOR = 2500;
const PNG_DOTS = 2;
/** A decoded picture is still without the typefaces in it: nothing says when it has them. */
const FONTS_TAKE = 300;

export function Share() {
  const said = useSignal('');
  useEffect(() => {
    if (!said.value) return undefined;
    const timer = setTimeout(() => {
      said.value = '';
    }, SAID_FOR);
    return () => clearTimeout(timer);
  }, [said.value]);
  const copy = async () => {
    said.value = (await copied(location.href)) ? 'Link copied' : 'The link is in the address bar';
  };
  return html`<div class="share">
    <button type="button" class="plain" onClick=${copy}>Copy link</button>
    <${Popover} label="Export" name="export">${(
      /** @type {() => void} */ close,
    ) => html`<ul class="menu">
      <li><button type="button" onClick=${after(close, saveSVG)}>Picture as SVG</button></li>
      <li><button type="button" onClick=${after(close, savePNG)}>Picture as PNG</button></li>
      <li><button type="button" onClick=${after(close, () => print())}>Print</button></li>
    </ul>`}<//>
    <span class="said" role="status">${said.value}</span>
  </div>`;
}

/**
 * @param {() => void} close
 * @param {() => void} act
 */
function after(close, act) {
  return () => {
    close();
    act();
  };
}

/** @param {string} text */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // the browser does not let the page
  }
}

function drawing() {
  return withFonts(picture.value?.toSVG() ?? '');
}

async function saveSVG() {
  save(new Blob([await drawing()], { type: 'image/svg+xml' }), 'rivergrad.svg');
}

async function savePNG() {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await drawing())}`;
  await image.decode();
  await new Promise((resolve) => setTimeout(resolve, FONTS_TAKE));
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * PNG_DOTS;
  canvas.height = image.naturalHeight * PNG_DOTS;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && save(blob, 'rivergrad.png'));
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
