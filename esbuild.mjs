// Bundles the entries of the product into dist/. `--watch` builds again at every change; `--development` adds what only
// tests need: the pseudo-locale.
import { chmodSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { writeBundles } from './scripts/l10n.mjs';

/** Native modules stay packages of their own: they bring binaries that cannot be bundled. */
const native = ['onnxruntime-node', 'sharp'];

/** @type {esbuild.BuildOptions} */
const common = { outdir: 'dist', bundle: true, sourcemap: true, logLevel: 'warning' };

/** The command line and the background process. */
const processes = {
  ...common,
  entryPoints: { whittle: 'src/cli/main.ts', worker: 'src/worker/main.ts' },
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: native,
  // CommonJS packages inside an ESM bundle ask for require.
  banner: {
    js: "import { createRequire as whittleRequire } from 'node:module'; const require = whittleRequire(import.meta.url);",
  },
};

/** What runs in the extension host: one small file, since it is read each time VS Code starts it. */
const extension = {
  ...common,
  entryPoints: { extension: 'src/extension/activate.ts' },
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  outExtension: { '.js': '.cjs' },
  minify: true,
};

/** What runs in the editor's pages. */
const pages = {
  ...common,
  entryPoints: { 'webview/report': 'webview/report/main.ts', 'webview/inspection': 'webview/inspection/main.ts' },
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  minify: true,
};

/** @type {readonly esbuild.BuildOptions[]} */
export const builds = [processes, extension, pages];

const development = process.argv.includes('--development') || process.argv.includes('--watch');

if (process.argv[1]?.endsWith('esbuild.mjs')) {
  await writeBundles({ development });
  if (process.argv.includes('--watch')) {
    for (const options of builds) await (await esbuild.context({ ...options, logLevel: 'info' })).watch();
  } else {
    await Promise.all(builds.map((options) => esbuild.build(options)));
    chmodSync('dist/whittle.js', 0o755);
  }
}
