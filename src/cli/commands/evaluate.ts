import { message } from '../../protocol/messages/catalogue.ts';
import { dataOptions } from '../../protocol/options/data.ts';
import { runOptions } from '../../protocol/options/run.ts';
import { evaluateOptions } from '../../protocol/options/verify.ts';
import { UsageError } from '../options/usageError.ts';
import { renderEvaluation } from '../render/evaluation.ts';
import type { JobCommand } from './command.ts';
import { optionalData } from './optionalData.ts';

export const evaluateCommand: JobCommand<'evaluate'> = {
  name: 'evaluate',
  help: 'cli.evaluate',
  examples: 'cli.examples-evaluate',
  sections: [
    { heading: 'cli.group-data', schemas: [dataOptions] },
    { heading: 'cli.group-verify', schemas: [evaluateOptions] },
    { heading: 'cli.group-run', schemas: [runOptions] },
  ],
  job(model, options) {
    const { data } = optionalData(options);
    if (data === undefined) throw new UsageError(message('cli.data-missing', {}));
    return { kind: 'evaluate', model, data, evaluate: options.parse(evaluateOptions), run: options.parse(runOptions) };
  },
  render: (result, _job, style) => renderEvaluation(result, style),
};
