import type { GraphDrawing } from '../drawing.ts';
import type { LayoutGraph } from '../graph.ts';
import program from './main.ts?bundled';
import type { FromLayoutWorker, ToLayoutWorker } from './messages.ts';

interface Waiting {
  readonly number: number;
  readonly resolve: (drawing: GraphDrawing) => void;
  readonly reject: (reason: unknown) => void;
}

/** Has graphs laid out in a worker of its own. A client is for one model: what stays the same is not laid out again. */
export class LayoutClient {
  private readonly address = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
  private readonly worker = new Worker(this.address);
  private waiting: Waiting | undefined;
  private count = 0;

  constructor() {
    this.worker.addEventListener('message', ({ data }: MessageEvent<FromLayoutWorker>) => this.receive(data));
    this.worker.addEventListener('error', ({ message }) => this.waiting?.reject(new Error(message)));
  }

  /**
   * The drawing of a graph. A newer request stops the one before.
   * @throws the reason of `signal` when it says stop, an AbortError when a newer request came or the client is gone
   */
  lay(graph: LayoutGraph, signal: AbortSignal): Promise<GraphDrawing> {
    this.waiting?.reject(new DOMException(undefined, 'AbortError'));
    this.waiting = undefined;
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    const number = this.count++;
    return new Promise((resolve, reject) => {
      this.waiting = { number, resolve, reject };
      signal.addEventListener('abort', () => this.stop(number, signal.reason), { once: true });
      this.post({ kind: 'lay', number, graph });
    });
  }

  dispose(): void {
    this.worker.terminate();
    URL.revokeObjectURL(this.address);
    this.waiting?.reject(new DOMException(undefined, 'AbortError'));
    this.waiting = undefined;
  }

  private stop(number: number, reason: unknown): void {
    if (this.waiting?.number !== number) return;
    this.post({ kind: 'stop', number });
    this.waiting.reject(reason);
    this.waiting = undefined;
  }

  private receive(message: FromLayoutWorker): void {
    const { waiting } = this;
    if (waiting?.number !== message.number) return;
    this.waiting = undefined;
    if (message.kind === 'drawing') waiting.resolve(message.drawing);
    else waiting.reject(new Error(message.stack));
  }

  private post(message: ToLayoutWorker): void {
    this.worker.postMessage(message);
  }
}
