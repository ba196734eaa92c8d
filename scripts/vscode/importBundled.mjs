// Imports a TypeScript module of the tests into a script, bundled into .cache.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

/** @param {string} file relative to the project; it may ask for its own folder, but not what it imports for theirs */
export async function importBundled(file) {
  const outfile = path.resolve('.cache/scripts', `${path.basename(file, '.ts')}.mjs`);
  await esbuild.build({
    entryPoints: [file],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
    define: { 'import.meta.dirname': JSON.stringify(path.resolve(path.dirname(file))) },
  });
  return import(pathToFileURL(outfile).href);
}
