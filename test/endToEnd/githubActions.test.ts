import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../src/protocol/job.ts';
import { createProgram } from '../../src/cli/program.ts';

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly run?: string; readonly uses?: string }[] }>
  >;
}

const text = readFileSync('docs/github-actions.md', 'utf8');
const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(text) ?? [];
const workflow = load(yaml) as Workflow;
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

/** Words of a line of a shell, as far as the example goes: quotes keep what is between them together. */
function words(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

const lines = steps
  .flatMap(({ run }) => run?.split('\n') ?? [])
  .filter((line) => line.startsWith('whittle '))
  .map(words);

/** The jobs that the program makes of a command line. */
async function jobsOf(args: readonly string[]): Promise<readonly Job[]> {
  const jobs: Job[] = [];
  const program = createProgram(
    (_, job) => Promise.resolve(void jobs.push(job)),
    (_, all) => Promise.resolve(void jobs.push(...all)),
    {
      writeOut: () => undefined,
      writeErr: (message) => expect.fail(message),
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
    },
  );
  await program.parseAsync([...args], { from: 'user' });
  return jobs;
}

describe('the workflow in the documentation', () => {
  it('has the steps that it speaks of', () => {
    expect(steps.every(({ run, uses }) => (run === undefined) !== (uses === undefined))).toBe(true);
    expect(lines.map(([, command]) => command)).toEqual(['quantize', 'bench']);
  });

  it('has command lines that the program understands', async () => {
    const jobs = [];
    for (const [, ...args] of lines) jobs.push(...(await jobsOf(args)));
    expect(jobs.map(({ kind }) => kind)).toEqual(['compress', 'benchmark']);
    expect(jobs[0]).toMatchObject({ output: { path: 'model.int8.onnx' } });
    expect(jobs[1]).toMatchObject({ model: 'models/model.onnx', variants: ['model.int8.onnx'] });
    await expect(jobsOf(['bench', 'a.onnx', 'b.onnx', '--fail-if', 'p50>5'])).rejects.toThrow('is no condition');
  });
});
