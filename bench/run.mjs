// Bundles a benchmark and runs it: `node bench/run.mjs quantize --help`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as esbuild from 'esbuild';

const [name, ...options] = process.argv.slice(2);
const folder = `bench/${name ?? ''}`;
if (name === undefined || !existsSync(`${folder}/main.ts`)) {
  console.error(
    'usage: node bench/run.mjs quantize|large|open|layout|sensitivity|mixed|benchmark|profile|prune [options]',
  );
  process.exit(2);
}

const outdir = `.cache/bench/${name}/bundle`;
await esbuild.build({
  entryPoints: [`${folder}/main.ts`, `${folder}/child.ts`],
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, ['--enable-source-maps', `${outdir}/main.mjs`, ...options], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
