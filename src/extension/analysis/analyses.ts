import type { Finding } from '../../protocol/result/jobResult.ts';
import type { MixedFront } from '../../protocol/result/mixed.ts';
import type { PruneCurve, PruneCurves } from '../../protocol/result/pruneCurves.ts';
import type { SensitiveLayer, Sensitivity, SensitivityPlan } from '../../protocol/result/sensitivity.ts';
import type {
  AnalysisSoFar,
  ModelPageSide,
  PageJob,
  PageRun,
  ProfileFindings,
} from '../../protocol/webview/modelContract.ts';
import { spellReals } from '../../protocol/webview/realNumbers.ts';
import type { Progress } from '../../protocol/workerProtocol.ts';
import { userError } from '../../protocol/userError.ts';
import { FollowedRun } from './followedRun.ts';
import { PacedTelling } from './pacedTelling.ts';

/** A page that shows what is found. */
export interface Follower {
  readonly notify: (notification: ModelPageSide['notification']) => void;
}

/** What a job tells while it runs. */
export interface Telling {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly onFinding: (finding: Finding) => void;
}

/** The result of each job of a page. */
interface Results {
  readonly sensitivity: Sensitivity;
  readonly 'trade-off': MixedFront;
  readonly profile: ProfileFindings;
  readonly curves: PruneCurves;
}

/** Who shows elsewhere what is known of a model. */
export interface ProfileWatcher {
  /** The profile of the version that is open is another; undefined where there is none any more. */
  readonly profiled: (profile: ProfileFindings | undefined) => void;
}

interface Running {
  readonly asked: PageRun;
  readonly run: FollowedRun<Follower, Results[PageJob]>;
}

/**
 * What analyses found of one version of a model, and those that go on. It outlives pages, which are built anew whenever they are
 * shown again.
 */
export class Analyses {
  private readonly running = new Map<PageJob, Running>();
  private readonly layers = new Map<string, SensitiveLayer>();
  private plan: SensitivityPlan | undefined;
  private sensitivity: Sensitivity | undefined;
  private front: MixedFront | undefined;
  private profile: ProfileFindings | undefined;
  private readonly curvesSoFar = new Map<string, PruneCurve>();
  private curves: PruneCurves | undefined;

  constructor(private readonly watcher?: ProfileWatcher) {}

  /** As it is sent to a page. */
  get soFar(): AnalysisSoFar {
    const { plan, sensitivity, front, profile, curves } = this;
    return spellReals<AnalysisSoFar>({
      layers: sensitivity === undefined ? [...this.layers.values()] : [],
      ...(plan !== undefined && { plan }),
      ...(sensitivity !== undefined && { sensitivity }),
      ...(front !== undefined && { front }),
      ...(profile !== undefined && { profile }),
      curvesSoFar: curves === undefined ? [...this.curvesSoFar.values()] : [],
      ...(curves !== undefined && { curves }),
      running: [...this.running.values()].map(({ asked }) => asked),
    });
  }

  /**
   * Runs a job for a page, or has the page join one that was asked for with the same words.
   * @throws UserError where another one of its kind runs; whatever `perform` throws
   */
  async follow<Kind extends PageJob>(
    asked: Extract<PageRun, { readonly job: Kind }>,
    follower: Follower,
    signal: AbortSignal,
    perform: (telling: Telling) => Promise<Results[Kind]>,
  ): Promise<Results[Kind]> {
    const known = this.running.get(asked.job);
    if (known !== undefined && JSON.stringify(known.asked) !== JSON.stringify(asked)) {
      throw userError('analysis.running-already', {});
    }
    const running = known ?? this.begin(asked, perform);
    return spellReals(await running.run.join(follower, signal)) as Results[Kind];
  }

  /** A page is closed: what runs for it alone ends. */
  leave(follower: Follower): void {
    for (const { run } of this.running.values()) run.leave(follower);
  }

  /** There is another version of the model: what was found is not of that. */
  forget(): void {
    for (const { run } of this.running.values()) run.end();
    this.running.clear();
    this.layers.clear();
    this.curvesSoFar.clear();
    this.plan = this.sensitivity = this.front = this.curves = undefined;
    this.showProfile(undefined);
  }

  private begin(asked: PageRun, perform: (telling: Telling) => Promise<Results[PageJob]>): Running {
    if (asked.job === 'sensitivity') {
      this.layers.clear();
      this.plan = this.sensitivity = undefined;
    }
    if (asked.job === 'trade-off') this.front = undefined;
    if (asked.job === 'curves') {
      this.curvesSoFar.clear();
      this.curves = undefined;
    }
    // A profile comes as a whole: the one before stays until it does.
    const run: Running['run'] = new FollowedRun((signal) => this.perform(asked.job, perform, signal));
    const running = { asked, run };
    this.running.set(asked.job, running);
    return running;
  }

  /** Keeps what is found, and tells those who follow of it. */
  private async perform(
    job: PageJob,
    perform: (telling: Telling) => Promise<Results[PageJob]>,
    signal: AbortSignal,
  ): Promise<Results[PageJob]> {
    // Who asked joins first.
    await Promise.resolve();
    const own = this.running.get(job);
    // What comes after the model has changed is not of the version that is open now.
    const isCurrent = (): boolean => own !== undefined && this.running.get(job) === own;
    const telling = new PacedTelling(job, (notification) => {
      for (const follower of own?.run.all ?? []) follower.notify(notification);
    });
    try {
      const result = await perform({
        signal,
        onProgress: (progress) => telling.progress(progress),
        onFinding: (finding) => {
          if (!isCurrent()) return;
          this.keep(finding);
          telling.found(finding);
        },
      });
      if (isCurrent()) this.keepResult(job, result);
      return result;
    } finally {
      telling.end(isCurrent());
      if (isCurrent()) this.running.delete(job);
    }
  }

  private keep(finding: Finding): void {
    if (finding.kind === 'sensitivity-plan') this.plan = finding.plan;
    if (finding.kind === 'sensitive-layers') for (const layer of finding.layers) this.layers.set(layer.node, layer);
    if (finding.kind === 'mixed') this.front = finding.front;
    if (finding.kind === 'prune-curve') this.curvesSoFar.set(finding.curve.id, finding.curve);
  }

  private keepResult(job: PageJob, result: Results[PageJob]): void {
    if (job === 'sensitivity') this.sensitivity = result as Sensitivity;
    if (job === 'trade-off') this.front = result as MixedFront;
    if (job === 'profile') this.showProfile(result as ProfileFindings);
    if (job === 'curves') this.curves = result as PruneCurves;
  }

  private showProfile(profile: ProfileFindings | undefined): void {
    if (profile === this.profile) return;
    this.profile = profile;
    this.watcher?.profiled(profile);
  }
}
