import path from 'node:path';
import * as esbuild from 'esbuild';
import { expect, it } from 'vitest';
import { builds } from '../../esbuild.mjs';

/** Bytes that VS Code reads and compiles before the first command runs. On two shared cores 70 kB take about 25 ms. */
const most = 40_000;

it('activating reads little: what a command needs comes with the command', async () => {
  const options = builds.find(({ entryPoints }) => 'activate' in (entryPoints ?? {}));
  const { metafile } = await esbuild.build({ ...options, write: false, metafile: true, sourcemap: false });
  const outputs = new Map(Object.entries(metafile.outputs));
  const entry = [...outputs.keys()].find((file) => path.basename(file) === 'activate.js') ?? '';
  const read = new Set([entry]);
  for (const file of read) {
    for (const { path: imported, kind } of outputs.get(file)?.imports ?? []) {
      if (kind === 'import-statement' && outputs.has(imported)) read.add(imported);
    }
  }
  const bytes = [...read].reduce((sum, file) => sum + (outputs.get(file)?.bytes ?? 0), 0);
  const sources = [...read].flatMap((file) => Object.keys(outputs.get(file)?.inputs ?? {}));
  expect(bytes).toBeLessThan(most);
  expect(sources.filter((file) => /node_modules|src\/engine/.test(file))).toEqual([]);
  expect([...outputs.values()].reduce((sum, output) => sum + output.bytes, 0)).toBeGreaterThan(2 * most);
});
