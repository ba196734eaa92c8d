import path from 'node:path';
import type { JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { DataOptions } from '../../protocol/options/data.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import type { FittingData, Proposal } from '../../protocol/result/proposal.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { presetFor } from '../quantize/presets.ts';
import { thisMachine } from '../quantize/static.ts';
import type { JobContext } from './context.ts';
import { openData } from './openData.ts';

/**
 * Says how a model would best be quantized, and on which data.
 * @throws UserError where the model cannot be read, or the data that was chosen does not fit it
 */
export async function propose(
  { model: file, data }: JobOf<'propose'>,
  _context: JobContext,
): Promise<ResultOf<'propose'>> {
  const model = openModel(file);
  try {
    const fitting = data === undefined ? [] : [await fit(data, model)];
    const bytes = model.sources.reduce((sum, { size }) => sum + size, 0);
    return {
      kind: 'propose',
      proposal: { bytes, method: methodFor(model), preset: thisPreset(), data: fitting, unfit: [] },
    };
  } finally {
    model.close();
  }
}

function methodFor({ graph }: Model): Proposal['method'] {
  return graph.inOrder().some(({ opType }) => opType === 'Conv')
    ? { value: 'static', reason: message('propose.static-convolutions', {}) }
    : { value: 'dynamic', reason: message('propose.dynamic-products', {}) };
}

function thisPreset(): Proposal['preset'] {
  const { name, reason } = presetFor('cpu', thisMachine());
  return { value: 'cpu', reason: message('propose.preset', { preset: name, reason: message(reason, {}) }) };
}

async function fit(options: DataOptions, model: Model): Promise<FittingData> {
  const absolute = options.kind === 'synthetic' ? options : { ...options, path: path.resolve(options.path) };
  const { size, hasLabels } = await openData(absolute, model);
  return {
    options: absolute,
    samples: size,
    labelled: hasLabels,
    reason: message('propose.data-chosen', { count: size }),
  };
}
