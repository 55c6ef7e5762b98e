// What the built page takes from packages as it is: Swagger UI for /docs, and everybody's licences.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { packages, target } from './places.mjs';

const swaggerFiles = ['swagger-ui-bundle.js', 'swagger-ui.css', 'favicon-32x32.png'];

export function swagger() {
  return Promise.all(
    swaggerFiles.map(async (name) => ({
      path: path.join(target, 'swagger', name),
      contents: await readFile(path.join(packages, 'swagger-ui-dist', name)),
    })),
  );
}

/** The licences of the packages that some part of the page was made of. */
export async function licences(inputs) {
  const bundled = inputs.map((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1]);
  const names = new Set([...bundled.filter(Boolean), 'swagger-ui-dist', 'mnist']);
  const texts = await Promise.all([...names].sort().map(licence));
  return { path: path.join(target, 'licences.txt'), contents: texts.join('\n\n') };
}

async function licence(name) {
  const folder = path.join(packages, name);
  const { version, license } = JSON.parse(
    await readFile(path.join(folder, 'package.json'), 'utf8'),
  );
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  const text = file ? await readFile(path.join(folder, file), 'utf8') : '';
  return `${name} ${version} (${license})\n\n${text}`.trim();
}
