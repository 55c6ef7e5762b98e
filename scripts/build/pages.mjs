// A page names what it loads (`src="./main.js"`, `href="./styles/page.css"`); the built page names
// the bundled assets instead.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root, source, target } from './places.mjs';

const reference = /\b(src|href)="(?![a-z]+:|\/)([^"?#]+\.(?:js|css|svg|png|woff2))"/g;

export async function readPages(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.html'));
  return Promise.all(
    names.map(async (name) => ({ name, text: await readFile(path.join(folder, name), 'utf8') })),
  );
}

export function namedBy(page) {
  return [...page.text.matchAll(reference)].map(([, , relative]) => path.join(source, relative));
}

export function linked(page, metafile) {
  refuseImportedStyles(metafile);
  const assets = assetsByEntry(metafile);
  const text = page.text.replace(reference, (_, attribute, relative) => {
    return `${attribute}="${assets.get(path.join(source, relative))}"`;
  });
  return { path: path.join(target, page.name), contents: text };
}

function assetsByEntry({ outputs }) {
  const entries = Object.entries(outputs).filter(([, output]) => output.entryPoint);
  return new Map(
    entries.map(([file, { entryPoint }]) => [
      path.join(root, entryPoint),
      path.relative(target, path.join(root, file)),
    ]),
  );
}

function refuseImportedStyles({ outputs }) {
  const importing = Object.values(outputs).find((output) => output.cssBundle);
  if (!importing) return;
  throw new Error(`${importing.entryPoint} imports a stylesheet; link it from the page instead`);
}
