// The main job on the embedded sample: quantize it, verify it, and show what it cost and what it gained.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

mkdirSync('out', { recursive: true });
const result = spawnSync(
  process.execPath,
  [
    'dist/whittle.js',
    'quantize',
    'samples/digits/digits.onnx',
    '--method=static',
    '--data=samples/digits/calibration.npz',
    '--evaluate=samples/digits/test.npz',
    '--output=out/digits.int8.onnx',
    '--force',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
process.exit(result.status ?? 1);
