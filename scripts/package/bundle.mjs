// The product's own code as users get it: small, without source maps, with a list of the packages that went into it.
import { rmSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { builds } from '../../esbuild.mjs';
import { writeBundles } from '../l10n.mjs';

/** Bundles everything into a folder and gives the folders of all packages of which something is in it. */
export async function bundle(folder) {
  rmSync(folder, { recursive: true, force: true });
  await writeBundles({ folder: path.join(folder, 'l10n') });
  const results = await Promise.all(builds.map((options) => esbuild.build(released(options, folder))));
  const outputs = results.flatMap(({ metafile }) => Object.values(metafile.outputs));
  const packages = outputs.flatMap(({ inputs }) => Object.entries(inputs).flatMap(packageOf));
  return [...new Set(packages)].sort();
}

function released(options, folder) {
  return {
    ...options,
    outdir: path.join(folder, path.relative('dist', options.outdir)),
    // Names stay as they are: a person who reports a defect sends its stack, and there are no source maps to read it with.
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: false,
    minify: false,
    sourcemap: false,
    // The licences of all packages are in a file of their own.
    legalComments: 'none',
    metafile: true,
  };
}

/** The folder of the package that a file belongs to; none for a file of the project and for one that left nothing. */
function packageOf([file, { bytesInOutput }]) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file);
  return match === null || bytesInOutput === 0 ? [] : [match[1]];
}
