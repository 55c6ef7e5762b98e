// Ten thousand handwritten digits from the package `mnist`, as one compact file for the service: a
// row of bytes for each, its class and then its 28 × 28 pixels from 0 to 255.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { packages, target } from './places.mjs';

const pixels = 28 * 28;

export async function digits() {
  const classes = await Promise.all(Array.from({ length: 10 }, (_, digit) => rows(digit)));
  const contents = gzipSync(Buffer.concat(classes.flat()), { level: 9 });
  return { path: path.join(target, 'data', 'digits.bin.gz'), contents };
}

async function rows(digit) {
  const file = path.join(packages, 'mnist', 'src', 'digits', `${digit}.json`);
  const { data } = JSON.parse(await readFile(file, 'utf8'));
  return Array.from({ length: Math.floor(data.length / pixels) }, (_, image) => {
    const values = data.slice(image * pixels, (image + 1) * pixels);
    return Buffer.from([digit, ...values.map((value) => Math.round(value * 255))]);
  });
}
