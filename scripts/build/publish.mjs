// Writes the built files; a page that is open meanwhile never misses one: first what is new, then
// the pages that name it, last what nobody names any more goes.

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { target } from './places.mjs';

export async function publish(files) {
  for (const { path: file, contents } of files) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
  await removeAllBut(new Set(files.map((file) => file.path)));
}

async function removeAllBut(kept) {
  const names = await readdir(target, { recursive: true, withFileTypes: true });
  const files = names
    .filter((name) => name.isFile())
    .map((name) => path.join(name.parentPath, name.name));
  await Promise.all(files.filter((file) => !kept.has(file)).map((file) => rm(file)));
}
