import { dataOptions } from '../../protocol/options/data.ts';
import { runOptions } from '../../protocol/options/run.ts';
import { renderCoverage } from '../render/coverage.ts';
import type { JobCommand } from './command.ts';
import { optionalData } from './optionalData.ts';
import { methodSection, passOf } from './quantize.ts';

export const coverageCommand: JobCommand<'coverage'> = {
  name: 'coverage',
  help: 'cli.coverage',
  examples: 'cli.examples-coverage',
  sections: [
    methodSection,
    { heading: 'cli.group-data', schemas: [dataOptions] },
    { heading: 'cli.group-run', schemas: [runOptions] },
  ],
  job: (model, options) => ({
    kind: 'coverage',
    model,
    pass: passOf(options),
    ...optionalData(options),
    run: options.parse(runOptions),
  }),
  render: ({ coverage }, _job, style) => renderCoverage(coverage, style),
};
