import { transferables } from '../../../../src/protocol/graph/transferables.ts';
import type { GraphDrawing } from '../drawing.ts';
import { BlockCache } from '../hierarchy/blockCache.ts';
import { layOutInSteps } from '../layOut.ts';
import type { FromLayoutWorker, ToLayoutWorker } from './messages.ts';

/** Milliseconds after which messages are looked at. */
const turn = 12;

/** How a server is reached, and how it comes back to its work after messages were looked at. */
export interface LayoutServerEnds {
  readonly post: (message: FromLayoutWorker, transferred: readonly ArrayBuffer[]) => void;
  readonly later: (task: () => void) => void;
}

interface Work {
  readonly number: number;
  readonly steps: Generator<void, GraphDrawing>;
}

/** Lays graphs out, the newest one only. What it laid out before is kept for the next one. */
export class LayoutServer {
  private readonly cache = new BlockCache();
  private work: Work | undefined;
  private comesBack = false;

  constructor(private readonly ends: LayoutServerEnds) {}

  receive(message: ToLayoutWorker): void {
    switch (message.kind) {
      case 'lay':
        this.work = { number: message.number, steps: layOutInSteps(message.graph, { cache: this.cache }) };
        this.comeBack();
        break;
      case 'stop':
        if (this.work?.number === message.number) this.work = undefined;
        break;
    }
  }

  private comeBack(): void {
    if (this.comesBack) return;
    this.comesBack = true;
    this.ends.later(() => {
      this.comesBack = false;
      this.goOn();
    });
  }

  private goOn(): void {
    const { work } = this;
    if (work === undefined) return;
    try {
      const end = performance.now() + turn;
      while (performance.now() < end) {
        const step = work.steps.next();
        if (step.done === true) return this.finish(work, step.value);
      }
    } catch (error) {
      this.work = undefined;
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return this.ends.post({ kind: 'failed', number: work.number, stack }, []);
    }
    this.comeBack();
  }

  private finish({ number }: Work, drawing: GraphDrawing): void {
    this.work = undefined;
    this.ends.post({ kind: 'drawing', number, drawing }, transferables(drawing));
  }
}
