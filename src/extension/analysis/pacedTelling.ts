import type { Finding } from '../../protocol/result/jobResult.ts';
import type { PruneCurve } from '../../protocol/result/pruneCurves.ts';
import type { SensitiveLayer } from '../../protocol/result/sensitivity.ts';
import type { ModelPageSide, PageJob } from '../../protocol/webview/modelContract.ts';
import { spellReals } from '../../protocol/webview/realNumbers.ts';
import type { Progress } from '../../protocol/workerProtocol.ts';
import { Throttle } from '../../protocol/throttle.ts';

/** Milliseconds between two words about how far a job is, and between two about what it found. */
const pace = { progress: 100, found: 250 } as const;

type FindingOf<Kind extends Finding['kind']> = Extract<Finding, { readonly kind: Kind }>;

/** Tells pages how far a job is and what it finds, not more often than they can show it. */
export class PacedTelling {
  private latest: Progress | undefined;
  private plan: FindingOf<'sensitivity-plan'> | undefined;
  private front: FindingOf<'mixed'> | undefined;
  private readonly layers = new Map<string, SensitiveLayer>();
  private readonly curves = new Map<string, PruneCurve>();
  private readonly progressing: Throttle;
  private readonly finding: Throttle;

  constructor(job: PageJob, tell: (notification: ModelPageSide['notification']) => void) {
    const found = (finding: Finding): void => tell({ type: 'found', finding: spellReals(finding) });
    this.progressing = new Throttle(pace.progress, () => {
      if (this.latest !== undefined) tell({ type: 'progress', job, progress: this.latest });
    });
    this.finding = new Throttle(pace.found, () => {
      const { plan, front } = this;
      const layers = [...this.layers.values()];
      const curves = [...this.curves.values()];
      this.layers.clear();
      this.curves.clear();
      this.plan = this.front = undefined;
      if (plan !== undefined) found(plan);
      if (layers.length > 0) found({ kind: 'sensitive-layers', layers });
      if (front !== undefined) found(front);
      for (const curve of curves) found({ kind: 'prune-curve', curve });
    });
  }

  /** Of a layer, a curve, the plan or the front only what was found last is told. */
  found(finding: Finding): void {
    if (finding.kind === 'sensitivity-plan') this.plan = finding;
    if (finding.kind === 'sensitive-layers') for (const layer of finding.layers) this.layers.set(layer.node, layer);
    if (finding.kind === 'mixed') this.front = finding;
    if (finding.kind === 'prune-curve') this.curves.set(finding.curve.id, finding.curve);
    this.finding.ask();
  }

  progress(progress: Progress): void {
    this.latest = progress;
    this.progressing.ask();
  }

  /** The job has ended. @param isWanted whether what was found last is still to be told */
  end(isWanted: boolean): void {
    this.progressing.stop();
    if (isWanted) this.finding.flush();
    else this.finding.stop();
  }
}
