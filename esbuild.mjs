// Bundles the entries of the product into dist/. `node esbuild.mjs --watch` builds again at every change.
import { chmodSync } from 'node:fs';
import * as esbuild from 'esbuild';

/** Native modules stay packages of their own: they bring binaries that cannot be bundled. */
const native = ['onnxruntime-node', 'sharp'];

/** @type {esbuild.BuildOptions} */
const options = {
  entryPoints: { whittle: 'src/cli/main.ts', worker: 'src/worker/main.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: native,
  sourcemap: true,
  logLevel: 'warning',
  // CommonJS packages inside an ESM bundle ask for require.
  banner: {
    js: "import { createRequire as whittleRequire } from 'node:module'; const require = whittleRequire(import.meta.url);",
  },
};

if (process.argv.includes('--watch')) {
  const context = await esbuild.context({ ...options, logLevel: 'info' });
  await context.watch();
} else {
  await esbuild.build(options);
  chmodSync('dist/whittle.js', 0o755);
}
