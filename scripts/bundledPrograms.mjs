import path from 'node:path';
import * as esbuild from 'esbuild';

/**
 * Imports that end in `?bundled` give a program with all that it imports, as text: what the workers of a page run.
 * @type {esbuild.Plugin}
 */
export const bundledPrograms = {
  name: 'bundled programs',
  setup(build) {
    const { minify = false, target = 'es2022' } = build.initialOptions;
    build.onResolve({ filter: /\?bundled$/ }, ({ path: wanted, resolveDir }) => ({
      path: path.resolve(resolveDir, wanted.replace(/\?bundled$/, '')),
      namespace: 'bundled',
    }));
    build.onLoad({ filter: /.*/, namespace: 'bundled' }, async ({ path: entry }) => {
      const { outputFiles, metafile } = await esbuild.build({
        ...{ entryPoints: [entry], bundle: true, write: false, metafile: true, logLevel: 'warning' },
        ...{ platform: 'browser', format: 'iife', minify, target },
      });
      const watchFiles = Object.keys(metafile.inputs).map((file) => path.resolve(file));
      return { contents: outputFiles[0].text, loader: 'text', watchFiles };
    });
  },
};
