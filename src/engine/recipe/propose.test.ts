import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { digitsFile } from '../../../test/fixtures/digits.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { textRecognizer, voiceDetectorV5 } from '../../../test/fixtures/realModels.ts';
import { format } from '../../protocol/messages/catalogue.ts';
import type { DataOptions } from '../../protocol/options/data.ts';
import { proposal as schema, type Proposal } from '../../protocol/result/proposal.ts';
import { saveModel } from '../onnx/save.ts';
import { presetFor } from '../quantize/presets.ts';
import { thisMachine } from '../quantize/thisMachine.ts';
import { propose } from './propose.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-propose-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function proposalOf(model: string, data?: DataOptions): Promise<Proposal> {
  const job = { kind: 'propose', model, ...(data !== undefined && { data }), run: { seed: 0 } } as const;
  return schema.parse((await propose(job)).proposal);
}

describe('the proposal', () => {
  it('for the sample is its own data, calibrated statically for this machine', async () => {
    const { bytes, method, preset, data, evaluation, unfit } = await proposalOf(digitsFile);
    expect(bytes).toBe(statSync(digitsFile).size);
    expect(method).toMatchObject({ value: 'static', reason: { code: 'propose.static-convolutions' } });
    expect(preset.value).toBe('cpu');
    expect(format(preset.reason)).toContain(presetFor('cpu', thisMachine()).name);
    expect(data).toMatchObject([
      { options: { kind: 'npz', path: path.resolve('samples/digits/calibration.npz') }, samples: 300, labelled: false },
    ]);
    expect(evaluation).toMatchObject({ samples: 2000, labelled: true, reason: { code: 'propose.evaluation' } });
    expect(unfit).toEqual([]);
  });

  it('for a text recognizer without data beside it leaves data to the person', async () => {
    expect(await proposalOf(textRecognizer.file)).toMatchObject({ method: { value: 'static' }, data: [], unfit: [] });
  });

  it('looks beside the model also where its path is relative', async () => {
    const model = path.join(folder, 'digits.onnx');
    copyFileSync(digitsFile, model);
    copyFileSync('samples/digits/test.npz', path.join(folder, 'test.npz'));
    const { data, evaluation } = await proposalOf(path.relative('', model));
    expect(data).toMatchObject([{ options: { path: path.join(folder, 'test.npz') }, samples: 2000 }]);
    expect(evaluation).toBeUndefined();
  });

  it('counts the data files of a model', async () => {
    const net = new ModelBuilder();
    const product = net.node('MatMul', [net.input('x', ['N', 64]), net.matrix(64, 64)], {}, { output: 'y' });
    const file = path.join(folder, 'external.onnx');
    saveModel(net.output(product, ['N', 64]).build(), file, { externalData: 'always' });
    expect((await proposalOf(file)).bytes).toBeGreaterThan(64 * 64 * 4);
  });

  it('is refused as the job would be', async () => {
    await expect(proposalOf(voiceDetectorV5.file)).rejects.toMatchObject({
      detail: { code: 'quantize.nothing-integer' },
    });
    const missing = proposalOf(digitsFile, { kind: 'npz', path: path.join(folder, 'none.npz') });
    await expect(missing).rejects.toMatchObject({ detail: { code: 'data.missing' } });
    await expect(proposalOf(path.join(folder, 'none.onnx'))).rejects.toMatchObject({
      detail: { code: 'onnx.file-missing' },
    });
  });
});
