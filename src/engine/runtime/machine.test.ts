import os from 'node:os';
import { describe as suite, expect, it } from 'vitest';
import { describe, machine, physicalCores } from './machine.ts';

const block = (processor: number, core: number, flags: string): string =>
  [
    `processor\t: ${processor}`,
    'model name\t: Some Processor @ 3.00GHz',
    'physical id\t: 0',
    `core id\t\t: ${core}`,
    `flags\t\t: ${flags}`,
  ].join('\n');

suite.runIf(process.arch === 'x64')('a machine of x64', () => {
  it('has the vector instructions that the system lists, whole words only', () => {
    const modern = describe(block(0, 0, 'fpu avx avx2 avx512f avx512_vnni'));
    expect(modern).toMatchObject({ avx2: true, avx512: true, vnni: true, dotProduct: false });
    const client = describe(block(0, 0, 'fpu avx avx2 avx_vnni'));
    expect(client).toMatchObject({ avx2: true, avx512: false, vnni: true });
    const old = describe(block(0, 0, 'fpu avx avx2x'));
    expect(old).toMatchObject({ avx2: false, avx512: false, vnni: false });
  });

  it('does not claim to know instructions that nobody lists', () => {
    expect(describe('')).toMatchObject({ avx2: undefined, avx512: undefined, vnni: undefined });
  });

  it('counts cores, not their second threads', () => {
    const threads = [block(0, 0, 'avx2'), block(1, 0, 'avx2')].join('\n\n');
    expect(describe(threads).physicalCores).toBe(1);
    const cores = Array.from({ length: 64 }, (_, core) => block(core, core, 'avx2')).join('\n\n');
    expect(describe(cores).physicalCores).toBe(os.availableParallelism());
  });

  it('has the name of its processor', () => {
    expect(describe(block(0, 0, 'avx2')).processor).toBe('Some Processor @ 3.00GHz');
  });
});

it('describes this machine', () => {
  const { logicalCores, memory, processor, runtimeVersion, nodeVersion } = machine();
  expect(runtimeVersion).toMatch(/^1\.\d+\.\d+$/);
  expect(nodeVersion).toBe(process.versions.node);
  expect(processor).not.toBe('');
  expect(memory).toBe(os.totalmem());
  expect(physicalCores()).toBeGreaterThan(0);
  expect(physicalCores()).toBeLessThanOrEqual(logicalCores);
});
