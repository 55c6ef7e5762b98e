// `new URL('./name.worker.js', import.meta.url)` works in a browser as it stands. In a bundle the
// worker is a bundle of its own, and the URL names it.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';

const workerUrl = /new URL\(\s*['"](\.{1,2}\/[^'"]+\.worker\.js)['"],\s*import\.meta\.url,?\s*\)/g;

/** A plugin; once the build is over, the files it made and what they were made of. */
export function workers(options) {
  const outputFiles = [];
  const inputs = [];

  async function bundled(file) {
    const result = await esbuild.build({ ...options, entryPoints: [file] });
    outputFiles.push(...result.outputFiles);
    inputs.push(...Object.keys(result.metafile.inputs));
    return path.basename(result.outputFiles.find(({ path }) => path.endsWith('.js')).path);
  }

  async function contents(file) {
    const text = await readFile(file, 'utf8');
    const asked = [...text.matchAll(workerUrl)].map(([, relative]) => relative);
    const names = await Promise.all(
      asked.map((relative) => bundled(path.resolve(path.dirname(file), relative))),
    );
    return text.replace(workerUrl, () => `new URL('./${names.shift()}', import.meta.url)`);
  }

  const setup = (build) =>
    build.onLoad({ filter: /frontend\/.*\.js$/ }, async ({ path: file }) => ({
      contents: await contents(file),
    }));
  return { plugin: { name: 'workers', setup }, outputFiles, inputs };
}
