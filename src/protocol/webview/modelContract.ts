import type { Message } from '../messages/message.ts';
import type { MixedOptions } from '../options/mixed.ts';
import type { QuantizeStaticOptions } from '../options/quantizeStatic.ts';
import type { SensitivityOptions } from '../options/sensitivity.ts';
import type { PageReaderRequests } from '../graph/readerContract.ts';
import type { ExportedArray } from '../graph/tensor.ts';
import type { Finding } from '../result/jobResult.ts';
import type { Hint, HintRemedy } from '../result/hint.ts';
import type { MixedFront } from '../result/mixed.ts';
import type { ModelProfile } from '../result/profile.ts';
import type { PruneCurve, PruneCurves } from '../result/pruneCurves.ts';
import type { Reduction } from '../result/reduction.ts';
import type { SensitiveLayer, Sensitivity, SensitivityPlan } from '../result/sensitivity.ts';
import type { MeasuredShapes } from '../result/shapes.ts';
import type { Progress } from '../workerProtocol.ts';
import type { ModelPageCommand } from './modelCommands.ts';
import type { FromPage, Started } from './page.ts';
import type { ReductionWish } from './reductionWish.ts';
import type { ReportBeside } from './reportBeside.ts';

/** What the page of a model has the background do for it. */
export type PageJob = 'sensitivity' | 'trade-off' | 'profile' | 'curves';

/** What a person may choose about analyzing a model. It is what they choose about quantizing it. */
export type AnalysisChoice = 'method' | 'data' | 'settings';

/** What is chosen, and why. */
export interface ShownChoice {
  readonly value: Message;
  readonly reason: Message;
}

/** With what a model is analyzed. */
export interface AnalysisSetting {
  readonly method: 'static' | 'dynamic';
  /** Whether there is no data, so that samples are made up. */
  readonly synthetic: boolean;
  readonly shown: Readonly<Record<AnalysisChoice, ShownChoice>>;
}

/** What is to be measured of the layers; the rest is the {@link AnalysisSetting}. */
export type AnalysisWish = Pick<SensitivityOptions, 'signal' | 'samples' | 'budget' | 'top'> &
  Partial<Pick<SensitivityOptions, 'apart' | 'allBut'>>;

/** What a model of mixed precision is to reach. */
export type TradeOffWish = Pick<MixedOptions, 'floor' | 'maxLatency' | 'maxSize' | 'steps'>;

/** A job of a page with what was wished for. */
export type PageRun =
  | { readonly job: 'sensitivity'; readonly wish: AnalysisWish }
  | { readonly job: 'trade-off'; readonly wish: TradeOffWish }
  | { readonly job: 'profile' }
  /** How the layers bear that shares of what is wished away go. */
  | { readonly job: 'curves'; readonly wish: ReductionWish };

/** Where the time of a model goes, and what about it costs more than it must. */
export interface ProfileFindings {
  readonly profile: ModelProfile;
  /** The one that costs most first. */
  readonly hints: readonly Hint[];
}

/** What is known by now of the version of the model that is open. */
export interface AnalysisSoFar {
  readonly plan?: SensitivityPlan;
  /** Of an analysis that goes on, or was given up. */
  readonly layers: readonly SensitiveLayer[];
  /** Of an analysis that ended: its layers are all there are. */
  readonly sensitivity?: Sensitivity;
  readonly front?: MixedFront;
  readonly profile?: ProfileFindings;
  /** Of curves that are still being measured, or were given up. */
  readonly curvesSoFar: readonly PruneCurve[];
  readonly curves?: PruneCurves;
  /** What goes on. Who asks for the same joins it. */
  readonly running: readonly PageRun[];
}

/** A model to be made. */
export type VariantWish =
  /** As the whole model, but these nodes of the user's file stay float. */
  | { readonly kind: 'keep-float'; readonly nodes: readonly string[] }
  /** A point of the trade-off. */
  | { readonly kind: 'point'; readonly options: QuantizeStaticOptions }
  /** Without what is wished away. */
  | { readonly kind: 'reduce'; readonly wish: ReductionWish };

/** A model that a report beside the open one names: the report by the name of its file, the model by the path that it has there. */
export interface NamedModel {
  readonly report: string;
  readonly path: string;
}

/** What can be said to the page of a model. */
export interface ModelPageSide {
  readonly notification:
    | Started
    /** A file is open, or the one that was has changed: its structure can be asked for. */
    | { readonly type: 'opened'; readonly file: string; readonly mayRun: boolean }
    | { readonly type: 'command'; readonly command: ModelPageCommand }
    /** How far a job of this page is, and what it found by now; the result is the answer to what started it. */
    | { readonly type: 'progress'; readonly job: PageJob; readonly progress: Progress }
    | { readonly type: 'found'; readonly finding: Finding }
    /** Nodes to be selected and shown, by their ids. */
    | { readonly type: 'select'; readonly nodes: readonly string[] }
    /** Reports beside the model came, went or are others. */
    | { readonly type: 'reports-changed' };
  readonly requests: object;
}

/** What the page of a model can say to the editor. */
export interface ModelEditorSide {
  readonly notification: FromPage;
  readonly requests: ModelEditorRequests;
}

/** Where files are written to is for the person to say: an answer is the name of the file, or null when they gave up. */
export interface ModelEditorRequests extends PageReaderRequests {
  /** Tells what is selected, by the ids of its nodes: for VS Code's own views. */
  readonly selected: { readonly argument: { readonly nodes: readonly string[] }; readonly result: null };
  /** A tensor as `.npy`. */
  readonly exportArray: {
    readonly argument: { readonly tensor: number; readonly name: string };
    readonly result: ExportedArray | null;
  };
  readonly savePicture: {
    readonly argument: {
      readonly kind: 'png' | 'svg';
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** What it shows; the whole model when left out. */
      readonly name?: string;
    };
    readonly result: string | null;
  };
  /** What a chart or a table shows, as RFC 4180 has it. */
  readonly saveTable: {
    readonly argument: { readonly csv: string; readonly name: string };
    readonly result: string | null;
  };
  /** Node data as Model Explorer has it, in JSON. */
  readonly saveNodeData: {
    readonly argument: { readonly json: string; readonly name: string };
    readonly result: string | null;
  };
  readonly openNodeData: {
    readonly argument: null;
    readonly result: { readonly file: string; readonly json: string } | null;
  };
  /** Runs the model once in the background, which the workspace must be trusted for. */
  readonly measureShapes: { readonly argument: null; readonly result: MeasuredShapes };
  /** What was found before the page was hidden. */
  readonly analysisSoFar: { readonly argument: null; readonly result: AnalysisSoFar };
  /** With what the model would be analyzed: chosen last time, or proposed. Refused where it may not be run. */
  readonly analysisSetting: { readonly argument: null; readonly result: AnalysisSetting };
  /** Lets the person choose something else; the setting after that. */
  readonly changeAnalysis: {
    readonly argument: { readonly what: AnalysisChoice };
    readonly result: AnalysisSetting;
  };
  /** What measuring would cost. */
  readonly planSensitivity: { readonly argument: AnalysisWish; readonly result: SensitivityPlan };
  /** Gives up when it is aborted; layers that were found until then have been told. */
  readonly analyzeSensitivity: { readonly argument: AnalysisWish; readonly result: Sensitivity };
  readonly searchTradeOff: { readonly argument: TradeOffWish; readonly result: MixedFront };
  /** What would be taken away; nothing is written. */
  readonly planReduction: { readonly argument: ReductionWish; readonly result: Reduction };
  /** Gives up when it is aborted; curves that were found until then have been told. Refused for ranks. */
  readonly measureCurves: { readonly argument: ReductionWish; readonly result: PruneCurves };
  /** Makes a model beside the one that is open, and verifies it: the name of its file, or null where the person gave up. */
  readonly makeVariant: { readonly argument: VariantWish; readonly result: string | null };
  /** Measures where the time goes, on one sample of the data that is chosen for quantizing, or a made-up one. Refused where it may not be run. */
  readonly profileModel: { readonly argument: null; readonly result: ProfileFindings };
  /** Begins to quantize with a method that is chosen already. */
  readonly remedy: {
    readonly argument: { readonly action: Extract<HintRemedy, 'quantize-static' | 'quantize-dynamic'> };
    readonly result: null;
  };
  /** Reports in the folder of the model that are about it, or cannot be read, the latest first. */
  readonly reportsBeside: { readonly argument: null; readonly result: readonly ReportBeside[] };
  readonly openReport: { readonly argument: { readonly report: string }; readonly result: null };
  /** Opens a model that a report names, alone or beside the one that is open. */
  readonly openVariant: {
    readonly argument: NamedModel & { readonly how: 'alone' | 'beside' };
    readonly result: null;
  };
  /** Leads to a benchmark of the model and of these. */
  readonly benchmark: { readonly argument: { readonly variants: readonly NamedModel[] }; readonly result: null };
  readonly quantize: { readonly argument: null; readonly result: null };
  /** Shows what may help after a failure: the log, or where the workspace can be trusted. */
  readonly showHelp: { readonly argument: { readonly what: 'log' | 'trust' }; readonly result: null };
  readonly openAsText: { readonly argument: null; readonly result: null };
}

/** Requests about analyses. */
export type AnalysisRequest =
  | 'analysisSoFar'
  | 'analysisSetting'
  | 'changeAnalysis'
  | 'planSensitivity'
  | 'analyzeSensitivity'
  | 'searchTradeOff'
  | 'planReduction'
  | 'measureCurves'
  | 'makeVariant'
  | 'profileModel'
  | 'showHelp';

/** Requests about other models, and what is said of them. */
export type VariantRequest = 'remedy' | 'reportsBeside' | 'openReport' | 'openVariant' | 'benchmark';
