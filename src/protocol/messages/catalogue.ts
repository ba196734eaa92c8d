import { calibrateMessages } from './calibrate.ts';
import { cliMessages } from './cli.ts';
import { contributionMessages } from './contributions.ts';
import { dataMessages } from './data.ts';
import { extensionMessages } from './extension.ts';
import { inspectionMessages } from './inspection.ts';
import type { MessageArguments } from './message.ts';
import { modelMessages } from './model.ts';
import { graphMessages } from './graph.ts';
import { inspectorMessages } from './inspector.ts';
import { layersMessages } from './layers.ts';
import { compareMessages } from './compare.ts';
import { sensitivityMessages } from './sensitivity.ts';
import { mixedMessages } from './mixed.ts';
import { analysisMessages } from './analysis.ts';
import { findingsMessages } from './findings.ts';
import { layerQuantizationMessages } from './layerQuantization.ts';
import { benchmarkMessages } from './benchmark.ts';
import { profileMessages } from './profile.ts';
import { hintsMessages } from './hints.ts';
import { pruningMessages } from './pruning.ts';
import { factorizeMessages } from './factorize.ts';
import { repairMessages } from './repair.ts';
import { pruneWeightsMessages } from './pruneWeights.ts';
import { pruneChannelsMessages } from './pruneChannels.ts';
import { reductionMessages } from './reduction.ts';
import { pruneCurvesMessages } from './pruneCurves.ts';
import { pruneGroupsMessages } from './pruneGroups.ts';
import { presentationMessages } from './presentation.ts';
import { benchmarkPageMessages } from './benchmarkPage.ts';
import { performanceMessages } from './performance.ts';
import { historyMessages } from './history.ts';
import { recipesMessages } from './recipes.ts';
import { normaliseMessages } from './normalise.ts';
import { onnxMessages } from './onnx.ts';
import { optionMessages } from './options.ts';
import { pageMessages } from './page.ts';
import { platformMessages } from './platform.ts';
import { proposeMessages } from './propose.ts';
import { quantizeMessages } from './quantize.ts';
import { readerMessages } from './reader.ts';
import { reportMessages } from './report.ts';
import { runtimeMessages } from './runtime.ts';
import { systemMessages } from './system.ts';
import { upgradeMessages } from './upgrade.ts';
import { walkthroughMessages } from './walkthrough.ts';
import { registerTexts } from './wording.ts';
import { workerMessages } from './worker.ts';

export { format, message } from './wording.ts';

/** Every text a person reads, in English, by its code. Translations have the same codes. */
export const catalogue = {
  ...onnxMessages,
  ...readerMessages,
  ...normaliseMessages,
  ...upgradeMessages,
  ...runtimeMessages,
  ...dataMessages,
  ...calibrateMessages,
  ...quantizeMessages,
  ...proposeMessages,
  ...optionMessages,
  ...reportMessages,
  ...inspectionMessages,
  ...pageMessages,
  ...modelMessages,
  ...graphMessages,
  ...inspectorMessages,
  ...layersMessages,
  ...compareMessages,
  ...sensitivityMessages,
  ...mixedMessages,
  ...analysisMessages,
  ...findingsMessages,
  ...layerQuantizationMessages,
  ...benchmarkMessages,
  ...profileMessages,
  ...hintsMessages,
  ...pruningMessages,
  ...factorizeMessages,
  ...repairMessages,
  ...pruneWeightsMessages,
  ...pruneChannelsMessages,
  ...reductionMessages,
  ...pruneCurvesMessages,
  ...pruneGroupsMessages,
  ...presentationMessages,
  ...benchmarkPageMessages,
  ...performanceMessages,
  ...historyMessages,
  ...recipesMessages,
  ...workerMessages,
  ...platformMessages,
  ...systemMessages,
  ...cliMessages,
  ...extensionMessages,
  ...contributionMessages,
  ...walkthroughMessages,
} as const;

export type MessageCode = keyof typeof catalogue;
export type ArgumentsOf<Code extends MessageCode> = MessageArguments<(typeof catalogue)[Code]>;

registerTexts(catalogue);
