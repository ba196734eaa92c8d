import path from 'node:path';
import { type DataOptions, dataOptions } from '../../protocol/options/data.ts';
import { methodOptions } from '../../protocol/options/method.ts';
import type { Proposal } from '../../protocol/result/proposal.ts';
import { writeArguments } from '../options/writeArguments.ts';

/** What `whittle quantize` is to be called with to do what is proposed. */
export function quantizeArguments(model: string, { method, data, evaluation }: Proposal): readonly string[] {
  const calibrated = data[0]?.options;
  const isDefault = method.value === methodOptions.parse({}).method;
  const methodArguments = isDefault ? [] : writeArguments(methodOptions, { method: method.value });
  if (calibrated === undefined) return [model, ...methodArguments];
  // The command line reads both in the same way: another kind of data to compare on cannot be asked for there.
  const judged = evaluation?.options.kind === calibrated.kind ? evaluation.options : undefined;
  const evaluated = judged === undefined || judged.kind === 'synthetic' ? [] : ['--evaluate', shortened(judged.path)];
  return [model, ...methodArguments, ...writeArguments(dataOptions, written(calibrated, judged)), ...evaluated];
}

/** The labels that are given belong to what the result is compared on. */
function written(calibrated: DataOptions, judged: DataOptions = calibrated): DataOptions | Record<string, unknown> {
  if (calibrated.kind === 'synthetic') return calibrated;
  const labels = 'labels' in judged ? judged.labels : undefined;
  // An archive is known by its path.
  const kind = calibrated.kind === 'npz' ? 'auto' : calibrated.kind;
  return { ...calibrated, kind, path: shortened(calibrated.path), labels };
}

function shortened(file: string): string {
  return path.relative('', file) || '.';
}
