import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

it('a session writes nothing into the temporary folder', async () => {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'telemetry-'));
  const bundle = path.join(root, '.cache', `telemetry-${process.pid}.mjs`);
  try {
    await build({
      stdin: {
        contents: `
          import { withSession } from './src/engine/runtime/session.ts';
          const image = { type: 'float32', dims: [1, 1, 28, 28], data: new Float32Array(784) };
          await withSession('samples/digits/digits.onnx', {}, (session) => session.run(new Map([['image', image]])));
          console.log('ran');`,
        resolveDir: root,
      },
      ...{ bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile: bundle, logLevel: 'error' },
    });
    const env: NodeJS.ProcessEnv = { ...process.env, TMPDIR: temporary, TEMP: temporary };
    delete env['ORT_DISABLE_TELEMETRY'];
    const { stdout } = spawnSync(process.execPath, [bundle], { cwd: root, env, encoding: 'utf8' });
    expect(stdout).toBe('ran\n');
    expect(readdirSync(temporary)).toEqual([]);
  } finally {
    rmSync(bundle, { force: true });
    rmSync(temporary, { recursive: true });
  }
});
