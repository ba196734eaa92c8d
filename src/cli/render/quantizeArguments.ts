import path from 'node:path';
import { methodOptions } from '../../protocol/options/method.ts';
import type { FittingData, Proposal } from '../../protocol/result/proposal.ts';

/** What `whittle quantize` is to be called with to do what is proposed. */
export function quantizeArguments(model: string, { method, data, evaluation }: Proposal): readonly string[] {
  const [first] = data;
  const isDefault = method.value === methodOptions.parse({}).method;
  return [
    model,
    ...(isDefault ? [] : ['--method', method.value]),
    ...(first === undefined ? [] : dataArguments(first, evaluation ?? first)),
    ...(evaluation === undefined || evaluation.options.kind === 'synthetic'
      ? []
      : ['--evaluate', path.relative('', evaluation.options.path)]),
  ];
}

/** @param judged what the result is compared on: its labels are the ones that count */
function dataArguments({ options }: FittingData, { options: judged }: FittingData): readonly string[] {
  if (options.kind === 'synthetic') return ['--data-kind', 'synthetic'];
  const preset = options.kind === 'images' ? options.preprocessing?.preset : undefined;
  const byFolders = judged.kind === 'images' && judged.labels?.from === 'folders';
  return [
    ...['--data', path.relative('', options.path) || '.'],
    ...(options.kind === 'npz' ? [] : ['--data-kind', options.kind]),
    ...(preset === undefined ? [] : ['--image-preset', preset]),
    ...(byFolders ? ['--labels-from', 'folders'] : []),
  ];
}
