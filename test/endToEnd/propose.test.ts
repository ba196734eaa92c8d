import { copyFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { jobResult } from '../../src/protocol/result/jobResult.ts';
import { digits, Program } from './program.ts';

let whittle: Program;

beforeAll(async () => {
  whittle = await Program.build();
});
afterEach(() => whittle.clear());
afterAll(() => whittle.remove());

describe('proposing how to quantize', () => {
  it('gives a result that a program can read', async () => {
    const { code, out } = await whittle.run('propose', digits.model, '--json');
    expect(code).toBe(0);
    expect(jobResult.parse(JSON.parse(out))).toMatchObject({
      kind: 'propose',
      proposal: {
        method: { value: 'static' },
        data: [{ options: { kind: 'npz', path: digits.calibration } }],
        evaluation: { options: { path: digits.test }, labelled: true },
      },
    });
    expect(whittle.files()).toEqual([]);
  });

  it('ends in a command that does it', async () => {
    copyFileSync(digits.model, whittle.at('digits.onnx'));
    copyFileSync(digits.calibration, whittle.at('calibration.npz'));
    const { out } = await whittle.run('propose', 'digits.onnx');
    const [program, ...args] = out.trimEnd().split('\n').at(-1)!.split(' ');
    expect([program, ...args]).toEqual(['whittle', 'quantize', 'digits.onnx', '--data', 'calibration.npz']);
    expect((await whittle.run(...args, '--calibration-samples', '10', '--no-latency')).code).toBe(0);
    expect(whittle.files()).toContain('digits.int8.onnx');
  });

  it('refuses data that does not fit, in words', async () => {
    copyFileSync(digits.model, whittle.at('digits.onnx'));
    const { code, out, err } = await whittle.run('propose', 'digits.onnx', '--data', 'digits.onnx');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('no data that can be read');
  });
});
