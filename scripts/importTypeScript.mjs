// Imports a TypeScript module of the project, bundled in memory, so that scripts and the product share one definition.
import { Buffer } from 'node:buffer';
import * as esbuild from 'esbuild';

/** @param {string} file relative to the project */
export async function importTypeScript(file) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [file],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    write: false,
    logLevel: 'warning',
  });
  const [{ text }] = outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}
