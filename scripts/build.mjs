// Builds the page: every frontend/*.html with what it names goes to backend/rivergrad/static/.
//   node scripts/build.mjs            once, minified
//   node scripts/build.mjs --watch    again at every change, with source maps

import { watch } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import * as esbuild from 'esbuild';
import { digits } from './build/digits.mjs';
import { licences, swagger } from './build/packages.mjs';
import { linked, namedBy, readPages } from './build/pages.mjs';
import { root, source, target } from './build/places.mjs';
import { publish } from './build/publish.mjs';
import { workers } from './build/workers.mjs';

const watching = process.argv.includes('--watch');

// The hash of its content is part of an asset's name, so a browser may keep it for ever.
const options = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: !watching,
  sourcemap: watching,
  legalComments: 'none',
  metafile: true,
  write: false,
  outdir: target,
  entryNames: 'assets/[name]-[hash]',
  chunkNames: 'assets/[name]-[hash]',
  assetNames: 'assets/[name]-[hash]',
  loader: { '.woff2': 'copy', '.woff': 'copy', '.svg': 'copy', '.png': 'copy' },
};

async function build() {
  const started = performance.now();
  const pages = await readPages(source);
  const working = workers(options);
  const bundle = await esbuild.build({
    ...options,
    entryPoints: [...new Set(pages.flatMap(namedBy))],
    splitting: true,
    plugins: [working.plugin],
  });
  await publish([
    ...bundle.outputFiles,
    ...working.outputFiles,
    ...(await swagger()),
    await digits(),
    await licences([...Object.keys(bundle.metafile.inputs), ...working.inputs]),
    ...pages.map((page) => linked(page, bundle.metafile)),
  ]);
  console.log(`page built in ${Math.round(performance.now() - started)} ms`);
}

async function rebuild() {
  // esbuild has printed what is wrong; the next change builds again.
  await build().catch((problem) => problem.errors ?? console.error(problem));
}

async function keepBuilding() {
  let building = rebuild();
  watch(source, { recursive: true }, () => {
    const before = building;
    building = before.then(() => pause(50)).then(rebuild);
  });
}

await (watching ? keepBuilding() : build());
