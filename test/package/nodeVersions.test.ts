import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJob } from '../../src/jobs/runJob.ts';
import { job, type JobOf } from '../../src/protocol/job.ts';
import { report as reportSchema } from '../../src/protocol/result/report.ts';
import { type Node, nodes } from './nodes.ts';
import { Packages } from './packages.ts';

const found = nodes();
let packages: Packages;
let extension: string;

beforeAll(async () => {
  packages = await Packages.make();
  extension = packages.unpack(`${process.platform}-${process.arch}`);
}, 300_000);
afterAll(() => packages.remove());

const sample = (file: string): string => path.join(extension, 'samples/digits', file);

describe.each(found)('on Node $major', ({ major, program }: Node) => {
  it('the command line of the package quantizes the sample', () => {
    expect(execFileSync(program, ['-p', 'process.versions.node'], { encoding: 'utf8' })).toMatch(`${major}.`);
    const output = path.join(packages.folder, `${major}.onnx`);
    execFileSync(
      program,
      [
        ...[
          path.join(extension, 'dist/whittle.js'),
          'quantize',
          sample('digits.onnx'),
          '--data',
          sample('calibration.npz'),
        ],
        ...['--calibration-samples', '40', '--no-latency', '-o', output],
      ],
      { cwd: packages.folder, stdio: 'pipe' },
    );
    const report = reportSchema.parse(
      JSON.parse(readFileSync(output.replace('.onnx', '.whittle-report.json'), 'utf8')),
    );
    expect(report).toMatchObject({ floor: { passed: true }, coverage: { nodes: { float: 0 } } });
    // The same bytes on every version.
    const first = path.join(packages.folder, `${found[0]!.major}.onnx`);
    expect(readFileSync(output).equals(readFileSync(first))).toBe(true);
  });

  it('the background process of the package runs where this Node is set for jobs', async () => {
    const asked = job.parse({ kind: 'inspect', model: sample('digits.onnx') }) as JobOf<'inspect'>;
    const worker = path.join(extension, 'dist/worker.js');
    const { inspection } = await runJob(asked, { worker, node: program, temporaryParent: packages.folder });
    expect(inspection.parameters).toBe(633_962);
  });
});
