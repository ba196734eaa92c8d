import { Analyses, type Follower, type Telling } from '../../src/extension/analysis/analyses.ts';
import { message } from '../../src/protocol/messages/catalogue.ts';
import { quantizeStaticOptions } from '../../src/protocol/options/quantizeStatic.ts';
import { runOptions } from '../../src/protocol/options/run.ts';
import { sensitivityOptions } from '../../src/protocol/options/sensitivity.ts';
import type { Finding } from '../../src/protocol/result/jobResult.ts';
import type { MixedFront, MixedPoint } from '../../src/protocol/result/mixed.ts';
import type { SensitiveLayer, Sensitivity, SensitivityPlan } from '../../src/protocol/result/sensitivity.ts';
import type { Answers } from '../../src/protocol/webview/channel.ts';
import type {
  AnalysisSetting,
  AnalysisWish,
  ModelEditorSide,
  ModelPageSide,
} from '../../src/protocol/webview/modelContract.ts';
import type { Started } from '../../src/protocol/webview/page.ts';
import { OpenedModel } from '../../src/reader/openedModel.ts';
import { GraphModel } from '../../webview/graph/prepare/graphModel.ts';

/** What an editor says once the page has its texts. */
type Told = Exclude<ModelPageSide['notification'], Started>;

/** What the whole model takes in this play: seconds and bytes. */
const cost = { seconds: 12.3, memory: 300e6 };

/**
 * An editor that analyzes a model as the test says: it keeps what is found and tells the page of it as the extension does, while
 * the test plays the background process.
 */
export class PlayedAnalysis {
  readonly layers: readonly SensitiveLayer[];
  /** What was asked to be planned. */
  readonly planned: AnalysisWish[] = [];
  readonly analyses = new Analyses();
  /** The job that runs now. */
  job: PlayedJob<Sensitivity> | undefined;
  search: PlayedJob<MixedFront> | undefined;
  setting = setting();
  planFailure: Error | undefined;
  private tell: (notification: Told) => void = () => undefined;
  private readonly follower: Follower = {
    notify: (notification) => {
      if (notification.type !== 'started') this.tell(notification);
    },
  };

  /** @param file a model whose convolutions and matrix products are its layers */
  constructor(file: string) {
    this.layers = layersOf(file);
  }

  /** The page that is told. */
  set page(tell: (notification: Told) => void) {
    this.tell = tell;
  }

  get plan(): SensitivityPlan {
    return {
      ...{ layers: this.layers.length, samples: 32, synthetic: false, ...cost },
      calibration: { runs: 32, seconds: 1 },
      symptom: { runs: 64, seconds: 2 },
      cause: { layers: this.layers.length, runs: 100, naiveRuns: 300, seconds: 9 },
    };
  }

  get answers(): Partial<Answers<ModelEditorSide>> {
    return {
      analysisSoFar: () => this.analyses.soFar,
      analysisSetting: () => this.setting,
      planSensitivity: (wish) => {
        this.planned.push(wish);
        if (this.planFailure !== undefined) throw this.planFailure;
        return { ...this.plan, samples: wish.samples };
      },
      analyzeSensitivity: (wish, signal) =>
        this.analyses.follow({ job: 'sensitivity', wish }, this.follower, signal, (telling) => {
          this.job = new PlayedJob(telling);
          return this.job.ended;
        }),
      searchTradeOff: (wish, signal) =>
        this.analyses.follow({ job: 'trade-off', wish }, this.follower, signal, (telling) => {
          this.search = new PlayedJob(telling);
          return this.search.ended;
        }),
    };
  }

  /** What is found in the end. */
  result(layers = this.layers, complete = true): Sensitivity {
    return {
      ...{ format: 'whittle-sensitivity', version: 1, created: '2026-01-02T03:04:05.000Z', model: 'digits.onnx' },
      pass: { pass: 'quantize-static', options: quantizeStaticOptions.parse({}) },
      options: sensitivityOptions.parse({}),
      run: runOptions.parse({}),
      samples: { source: 'calibration.npz', synthetic: false, count: 32, heldOut: false },
      plan: this.plan,
      ...{ layers, activations: [], weights: [], stability: {}, complete, notes: [], warnings: [], timings: [] },
    };
  }
}

/** A job of the background process. */
export class PlayedJob<Result> {
  readonly ended: Promise<Result>;
  isCancelled = false;
  private end: (result: Result) => void = () => undefined;
  private give: (error: Error) => void = () => undefined;

  constructor(private readonly telling: Telling) {
    this.ended = new Promise((resolve, reject) => ([this.end, this.give] = [resolve, reject]));
    telling.signal.addEventListener('abort', () => {
      this.isCancelled = true;
      this.give(new Error('cancelled'));
    });
  }

  /** Finds what is known of some layers, `fraction` of the way. */
  find(layers: readonly SensitiveLayer[], fraction: number): void {
    this.tell({ kind: 'sensitive-layers', layers }, fraction);
  }

  /** Finds something, `fraction` of the way. */
  tell(finding: Finding, fraction: number): void {
    const stage = message('quantize.calibrating', {});
    this.telling.onProgress({ stage, fraction, secondsLeft: (1 - fraction) * cost.seconds });
    this.telling.onFinding(finding);
  }

  finish(result: Result): void {
    this.end(result);
  }

  fail(error: Error): void {
    this.give(error);
  }
}

/** Without what is found last: as much as the symptom tells. */
export function symptomOf({ cause: _, ...layer }: SensitiveLayer): SensitiveLayer {
  return layer;
}

/** What a search found when it had made some models, each faster and less accurate than the one before. */
export function frontOf(count: number, chosen?: number): MixedFront {
  const points = Array.from({ length: count }, (_, id): MixedPoint => {
    return {
      ...{ id, options: quantizeStaticOptions.parse({}), change: message('quantize.name', { name: `step ${id}` }) },
      ...{ kept: [], value: 40 - 5 * id, bytes: 1e6 - 1e5 * id, front: { latency: true, size: true } },
      accuracy: {
        samples: { source: 'test.npz', synthetic: false, count: 10, heldOut: false },
        ...{ metrics: [], outputs: [] },
      },
      latency: { before: around(6), after: around(5 - id), speedup: around(6 / (5 - id)), runs: 20, threads: 1 },
    };
  });
  return {
    measure: { name: message('quantize.name', { name: 'SQNR' }), unit: 'decibel', better: 'higher' },
    float: { value: Infinity, milliseconds: 6, bytes: 2e6 },
    ...{ points, warnings: [], ...(chosen !== undefined && { chosen }) },
  };
}

function around(median: number) {
  return { median, low: 0.9 * median, high: 1.1 * median };
}

function setting(): AnalysisSetting {
  return {
    ...{ method: 'static', synthetic: false },
    shown: {
      method: {
        value: message('quantize.method-static', {}),
        reason: message('quantize.method-static-explained', {}),
      },
      data: {
        value: message('quantize.data-samples', { name: 'calibration.npz', count: 300 }),
        reason: message('quantize.as-last-time', {}),
      },
      settings: {
        value: message('quantize.settings-usual', {}),
        reason: message('quantize.settings-explained', {}),
      },
    },
  };
}

/** The convolutions and matrix products of a model, each with what follows it in one layer; the third suffers most. */
function layersOf(file: string): readonly SensitiveLayer[] {
  const model = new GraphModel(new OpenedModel({ kind: 'file', path: file }, 2 ** 28).structure());
  const heads = [...Array(model.nodeCount).keys()].filter((node) => /^(Conv|Gemm|MatMul)$/.test(model.operator(node)));
  return heads.map((node, place) => {
    const origins = [node];
    while (/^(BatchNormalization|Relu)$/.test(model.operator(origins.at(-1)! + 1))) origins.push(origins.at(-1)! + 1);
    const decibels = place === 2 ? 12.34 : 30 + place;
    const error = (sqnr: number) => ({ sqnr, cosine: 1 - 10 ** (-sqnr / 10) / 2, relative: 10 ** (-sqnr / 20) });
    return {
      ...{ node: model.nodeId(node), name: model.nodeName(node), operator: model.operator(node) },
      origins: origins.map((each) => model.nodeId(each)),
      ...{ precision: 'integer', macs: 1e6, activations: [] },
      symptom: error(decibels),
      weights: error(40 + place),
      cause: { sqnr: place === 0 ? Infinity : decibels + 5, outputs: [], metrics: [] },
    };
  });
}
