import type { MessageCode } from '../catalogue.ts';
import type { Texts } from '../translation.ts';
import { calibrate } from './calibrate.ts';
import { cli } from './cli.ts';
import { contributions } from './contributions.ts';
import { data } from './data.ts';
import { editorWording } from './editorWording.ts';
import { extension } from './extension.ts';
import { inspection } from './inspection.ts';
import { model } from './model.ts';
import { graph } from './graph.ts';
import { inspector } from './inspector.ts';
import { layers } from './layers.ts';
import { compare } from './compare.ts';
import { sensitivity } from './sensitivity.ts';
import { mixed } from './mixed.ts';
import { analysis } from './analysis.ts';
import { findings } from './findings.ts';
import { layerQuantization } from './layerQuantization.ts';
import { benchmark } from './benchmark.ts';
import { profile } from './profile.ts';
import { hints } from './hints.ts';
import { pruning } from './pruning.ts';
import { factorize } from './factorize.ts';
import { repair } from './repair.ts';
import { pruneWeights } from './pruneWeights.ts';
import { pruneChannels } from './pruneChannels.ts';
import { reduction } from './reduction.ts';
import { pruneCurves } from './pruneCurves.ts';
import { pruneGroups } from './pruneGroups.ts';
import { presentation } from './presentation.ts';
import { benchmarkPage } from './benchmarkPage.ts';
import { performance } from './performance.ts';
import { history } from './history.ts';
import { recipes } from './recipes.ts';
import { normalise } from './normalise.ts';
import { onnx } from './onnx.ts';
import { options } from './options.ts';
import { page } from './page.ts';
import { platform } from './platform.ts';
import { propose } from './propose.ts';
import { quantize } from './quantize.ts';
import { reader } from './reader.ts';
import { report } from './report.ts';
import { runtime } from './runtime.ts';
import { system } from './system.ts';
import { upgrade } from './upgrade.ts';
import { walkthrough } from './walkthrough.ts';
import { worker } from './worker.ts';

/** The whole catalogue in Simplified Chinese. An area that is not here does not compile. */
const catalogue: Readonly<Record<MessageCode, string>> = {
  ...onnx,
  ...reader,
  ...normalise,
  ...upgrade,
  ...runtime,
  ...data,
  ...calibrate,
  ...quantize,
  ...propose,
  ...options,
  ...report,
  ...inspection,
  ...worker,
  ...platform,
  ...system,
  ...cli,
  ...extension,
  ...contributions,
  ...walkthrough,
  ...page,
  ...model,
  ...graph,
  ...inspector,
  ...layers,
  ...compare,
  ...layerQuantization,
  ...findings,
  ...analysis,
  ...mixed,
  ...benchmark,
  ...profile,
  ...hints,
  ...pruning,
  ...factorize,
  ...repair,
  ...pruneWeights,
  ...pruneChannels,
  ...reduction,
  ...pruneCurves,
  ...pruneGroups,
  ...presentation,
  ...benchmarkPage,
  ...performance,
  ...history,
  ...recipes,
  ...sensitivity,
};

/** Every text in Simplified Chinese, by its code, as the editor words it. */
export const zhCnTexts: Texts = { ...catalogue, ...editorWording };
