import { dataOptions } from '../../protocol/options/data.ts';
import { runOptions } from '../../protocol/options/run.ts';
import { renderInspection } from '../render/inspection.ts';
import type { JobCommand } from './command.ts';
import { optionalData } from './optionalData.ts';

export const inspectCommand: JobCommand<'inspect'> = {
  name: 'inspect',
  help: 'cli.inspect',
  examples: 'cli.examples-inspect',
  sections: [
    { heading: 'cli.group-data', schemas: [dataOptions] },
    { heading: 'cli.group-run', schemas: [runOptions] },
  ],
  job: (model, options) => ({
    kind: 'inspect',
    model,
    run: options.parse(runOptions),
    ...optionalData(options),
  }),
  render: ({ inspection }, _job, style) => renderInspection(inspection, style),
};
