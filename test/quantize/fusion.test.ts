import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import { quantizeStatic } from '../../src/engine/quantize/static.ts';
import { type FusionReport, fusionReport } from '../../src/engine/runtime/fusionReport.ts';
import { UserError } from '../../src/protocol/userError.ts';
import { quantizeStaticOptions } from '../../src/protocol/options/quantizeStatic.ts';
import { mobileNetV2 } from '../fixtures/mobileNetV2.ts';
import { operatorModels } from '../fixtures/operatorModels.ts';
import { realModels } from '../fixtures/realModels.ts';
import { resnet50 } from '../fixtures/resnet50.ts';
import { disagreements } from './agreement.ts';
import { passContext, randomDataset } from './quantized.ts';

const temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-fusion-'));
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

/** Quantizes for this machine, and reads what the runtime made of the result. */
async function planAndReport(model: Model, dataset: Dataset) {
  const { plan } = await quantizeStatic(model, dataset, quantizeStaticOptions.parse({}), passContext());
  return { plan, report: await fusionReport(model, { temporaryFolder }) };
}

/** Operators that run on integers, with their number. */
function integers(report: FusionReport, operator: string): number {
  return report.filter(({ kind, runsAs }) => kind === 'integer' && runsAs === operator).length;
}

describe('the plan says what the runtime does, node by node', () => {
  let quantizable = 0;

  it.each(operatorModels)('$name', async ({ build }) => {
    const model = build();
    const result = await planAndReport(model, randomDataset(model, 2)).catch((error: unknown) => error);
    if (result instanceof UserError) {
      // Where nothing can be integer nothing is written, and the model as it is runs nothing on integers either.
      expect(result.detail.code).toBe('quantize.nothing-integer');
      const report = await fusionReport(build(), { temporaryFolder });
      expect(report.filter(({ kind }) => kind === 'integer')).toEqual([]);
    } else {
      const { plan, report } = result as Awaited<ReturnType<typeof planAndReport>>;
      expect(disagreements(plan, report)).toEqual([]);
      quantizable++;
    }
  });

  it('of which at least sixty have integers in them', () => {
    expect(quantizable).toBeGreaterThanOrEqual(60);
  });

  it.each(realModels.filter(({ name }) => name.startsWith('pp-ocr')))('$name', async ({ file, data }) => {
    const model = openModel(file);
    const { plan, report } = await planAndReport(model, await data(2, 1));
    expect(disagreements(plan, report)).toEqual([]);
    expect(integers(report, 'QLinearConv')).toBeGreaterThan(30);
    model.close();
  });

  it('digits', async () => {
    const model = openModel('samples/digits/digits.onnx');
    const { plan, report } = await planAndReport(model, randomDataset(model, 2, { batch: 1 }));
    expect(disagreements(plan, report)).toEqual([]);
    expect(integers(report, 'QLinearConv')).toBeGreaterThanOrEqual(12);
  });

  it('ResNet-50, with all 53 convolutions and 16 sums on integers', async () => {
    const model = resnet50();
    const { plan, report } = await planAndReport(model, randomDataset(model, 1, { N: 1, batch: 1 }));
    expect(disagreements(plan, report)).toEqual([]);
    const integer = plan.nodes.filter(({ precision }) => precision === 'integer').map(({ operator }) => operator);
    expect(integer.filter((operator) => operator === 'Conv')).toHaveLength(53);
    expect(integer.filter((operator) => operator === 'Add')).toHaveLength(16);
  });

  it('MobileNetV2, with all 52 convolutions and 10 sums on integers', async () => {
    const model = mobileNetV2();
    const { plan, report } = await planAndReport(model, randomDataset(model, 1, { N: 1, batch: 1 }));
    expect(disagreements(plan, report)).toEqual([]);
    const integer = plan.nodes.filter(({ precision }) => precision === 'integer').map(({ operator }) => operator);
    expect(integer.filter((operator) => operator === 'Conv')).toHaveLength(52);
    expect(integer.filter((operator) => operator === 'Add')).toHaveLength(10);
  });

  it.each(realModels.filter(({ name }) => name.startsWith('silero')))(
    '$name, which computes inside If, is refused with what to do',
    async ({ file, data }) => {
      const model = openModel(file);
      await expect(planAndReport(model, await data(2, 1))).rejects.toThrow(/If holds graphs of its own.*export it/);
      model.close();
    },
  );
});
