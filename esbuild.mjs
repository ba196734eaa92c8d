// Bundles the entries of the product into dist/. `--watch` builds again at every change; `--development` adds what only
// tests need: the pseudo-locale.
import { chmodSync, rmSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { bundledPrograms } from './scripts/bundledPrograms.mjs';
import { writeBundles } from './scripts/l10n.mjs';

/** Native modules stay packages of their own: they bring binaries that cannot be bundled. */
const native = ['onnxruntime-node', 'sharp'];

/** @type {esbuild.BuildOptions} */
const common = { outdir: 'dist', bundle: true, sourcemap: true, logLevel: 'warning' };

/** CommonJS packages inside an ESM bundle ask for require. */
const require = {
  js: "import { createRequire as whittleRequire } from 'node:module'; const require = whittleRequire(import.meta.url);",
};

/** The command line, the background process, and the thread that reads a model for viewing. */
const processes = {
  ...common,
  entryPoints: { whittle: 'src/cli/main.ts', worker: 'src/worker/main.ts', reader: 'src/reader/main.ts' },
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: native,
  banner: require,
};

/** What runs in the extension host: what a command needs is a file of its own, read when the command is first used. */
const extension = {
  ...common,
  entryPoints: { activate: 'src/extension/activate.ts' },
  outdir: 'dist/extension',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  external: ['vscode'],
  banner: require,
  minify: true,
};

/** What runs in the editor's pages. */
const pages = {
  ...common,
  entryPoints: {
    'webview/report': 'webview/report/main.ts',
    'webview/inspection': 'webview/inspection/main.ts',
    'webview/model': 'webview/model/main.ts',
    'webview/compare': 'webview/compare/main.ts',
  },
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  minify: true,
  plugins: [bundledPrograms],
};

/** @type {readonly esbuild.BuildOptions[]} */
export const builds = [processes, extension, pages];

const development = process.argv.includes('--development') || process.argv.includes('--watch');

if (process.argv[1]?.endsWith('esbuild.mjs')) {
  // Chunks have names of their own in each build.
  rmSync('dist/extension', { recursive: true, force: true });
  await writeBundles({ development });
  if (process.argv.includes('--watch')) {
    for (const options of builds) await (await esbuild.context({ ...options, logLevel: 'info' })).watch();
  } else {
    await Promise.all(builds.map((options) => esbuild.build(options)));
    chmodSync('dist/whittle.js', 0o755);
  }
}
