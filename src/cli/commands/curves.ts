import { dataOptions } from '../../protocol/options/data.ts';
import { pruneChannelsOptions } from '../../protocol/options/pruneChannels.ts';
import { pruneCurvesOptions } from '../../protocol/options/pruneCurves.ts';
import { pruneWeightsOptions } from '../../protocol/options/pruneWeights.ts';
import { runOptions } from '../../protocol/options/run.ts';
import { renderPruneCurves } from '../render/pruneCurves.ts';
import type { JobCommand } from './command.ts';
import { optionalData } from './optionalData.ts';
import { pruneKind, prunePass, withWeightCriterion } from './pruneKind.ts';

/** Which layers take part, and as what they are ranked. */
const ofChannels = pruneChannelsOptions.pick({
  ...{ criterion: true, attention: true, pruneOutputs: true, maximumRatio: true, minimumChannels: true },
  ...{ includeOperators: true, excludeOperators: true, includeNodes: true, excludeNodes: true },
});
const ofWeights = pruneWeightsOptions.pick({ criterion: true, pattern: true });

export const curvesCommand: JobCommand<'prune-curves'> = {
  name: 'curves',
  help: 'cli.curves',
  examples: 'cli.examples-curves',
  sections: [
    { heading: 'cli.group-curves', schemas: [pruneCurvesOptions, pruneKind, ofChannels, ofWeights] },
    { heading: 'cli.group-data', schemas: [dataOptions] },
    { heading: 'cli.group-run', schemas: [runOptions] },
  ],
  understand: withWeightCriterion,
  job: (model, options) => ({
    ...{ kind: 'prune-curves', model, pass: prunePass(options), ...optionalData(options) },
    ...{ curves: options.parse(pruneCurvesOptions), run: options.parse(runOptions) },
  }),
  render: ({ curves }, _job, style) => renderPruneCurves(curves, style),
};
