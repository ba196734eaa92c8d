import { builtinModules } from 'node:module';
import * as esbuild from 'esbuild';
import { expect, it } from 'vitest';
import { builds } from '../../esbuild.mjs';

it('what reads models for viewing needs nothing but Node: it runs in the editor, also where there is no engine', async () => {
  const options = builds.find(({ entryPoints }) => 'reader' in (entryPoints ?? {}));
  const { metafile } = await esbuild.build({ ...options, write: false, metafile: true, sourcemap: false });
  const reader = metafile.outputs['dist/reader.js'];
  const worker = metafile.outputs['dist/worker.js'];
  const foreign = (output: typeof reader) =>
    (output?.imports ?? [])
      .map(({ path }) => path)
      .filter((path) => !builtinModules.includes(path.replace('node:', '')));
  expect(foreign(reader)).toEqual([]);
  expect(foreign(worker)).toContain('onnxruntime-node');
});
