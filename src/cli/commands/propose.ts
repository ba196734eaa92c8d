import { dataOptions } from '../../protocol/options/data.ts';
import { runOptions } from '../../protocol/options/run.ts';
import { renderProposal } from '../render/proposal.ts';
import type { JobCommand } from './command.ts';
import { optionalData } from './optionalData.ts';

export const proposeCommand: JobCommand<'propose'> = {
  name: 'propose',
  help: 'cli.propose',
  examples: 'cli.examples-propose',
  sections: [
    { heading: 'cli.group-data', schemas: [dataOptions] },
    { heading: 'cli.group-run', schemas: [runOptions] },
  ],
  job: (model, options) => ({
    kind: 'propose',
    model,
    run: options.parse(runOptions),
    ...optionalData(options),
  }),
  render: ({ proposal }, { model }, style) => renderProposal(proposal, model, style),
};
