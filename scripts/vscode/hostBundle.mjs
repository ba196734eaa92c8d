// Bundles the tests that run inside the extension host into one file, which VS Code calls.
import path from 'node:path';
import * as esbuild from 'esbuild';

/** @returns {Promise<string>} the file that exports run() */
export async function bundleHostTests() {
  const outfile = path.resolve('dist/test/host.cjs');
  await esbuild.build({
    entryPoints: ['test/host/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
