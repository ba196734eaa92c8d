import { Worker } from 'node:worker_threads';
import type { ReaderOwnerSide, ReaderRequests, ReaderSide, ReaderSource } from '../protocol/graph/readerContract.ts';
import { message } from '../protocol/messages/catalogue.ts';
import { reasonOf } from '../protocol/reasonOf.ts';
import { type UserError, userError } from '../protocol/userError.ts';
import { Channel, ChannelClosed } from '../protocol/webview/channel.ts';

/** Memory for the objects of a reader, in MB: enough for models of 200,000 nodes. */
const defaultMemory = 512;

export interface ReaderOptions {
  /** The program of the reader: `dist/reader.js`. */
  readonly program: string;
  /** Memory that its objects may take, in MB. */
  readonly memory?: number;
  /** The file is no longer the one that was opened: only a new reader can read from it. */
  readonly onChanged?: () => void;
  /** Hears of errors that no person can put right. */
  readonly onDefect?: (stack: string) => void;
}

/**
 * One model that is open for viewing, in a thread of its own: whatever the file holds, the thread that asks stays free, and
 * its memory is not the reader's.
 */
export class ModelReader implements Disposable {
  private readonly worker: Worker;
  private readonly channel: Channel<ReaderOwnerSide, ReaderSide>;
  private readonly file: string;
  private readonly memory: number;
  private ended: UserError | undefined;

  /** Starts the thread. The model is opened when something is first asked. Bytes in memory are handed over to it. */
  constructor(source: ReaderSource, { program, memory = defaultMemory, onChanged, onDefect }: ReaderOptions) {
    this.file = source.kind === 'file' ? source.path : source.name;
    this.memory = memory;
    this.worker = new Worker(program, {
      name: 'whittle reader',
      workerData: source,
      transferList: source.kind === 'memory' && source.bytes.buffer instanceof ArrayBuffer ? [source.bytes.buffer] : [],
      // With more room for new objects than usual, opening a large model is a third faster.
      resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 64 },
      // Nothing is inherited: the host may be waiting for a debugger.
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    this.channel = new Channel<ReaderOwnerSide, ReaderSide>({
      post: (envelope) => this.worker.postMessage(envelope),
      notified: (notification) => {
        if (notification.type === 'changed') onChanged?.();
        else onDefect?.(notification.stack);
      },
      defect: (error) => onDefect?.(error instanceof Error ? (error.stack ?? error.message) : String(error)),
      answers: {},
    });
    this.worker.on('message', (data) => this.channel.receive(data));
    this.worker.on('error', (error: NodeJS.ErrnoException) => this.end(this.explain(error)));
    this.worker.on('exit', (code) => {
      this.end(userError('reader.ended', { file: this.file, reason: message('worker.exit-code', { code }) }));
    });
  }

  /**
   * Asks the reader.
   * @throws UserError what the person can put right, also where the reader ran out of memory; {@link ChannelClosed} after
   *   {@link ModelReader[Symbol.dispose]}; the reason of `signal` when that gives the request up
   */
  async request<Name extends keyof ReaderRequests>(
    name: Name,
    argument: ReaderRequests[Name]['argument'],
    signal?: AbortSignal,
  ): Promise<ReaderRequests[Name]['result']> {
    try {
      return await this.channel.request(name, argument, signal);
    } catch (error) {
      throw error instanceof ChannelClosed ? (this.ended ?? error) : error;
    }
  }

  /** Ends the thread at once, whatever it does. */
  [Symbol.dispose](): void {
    this.worker.removeAllListeners('exit');
    this.channel.close();
    void this.worker.terminate();
  }

  private end(reason: UserError): void {
    this.ended ??= reason;
    this.channel.close();
  }

  private explain(error: NodeJS.ErrnoException): UserError {
    const { file, memory } = this;
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY' || error.message.includes('Array buffer allocation failed')) {
      return userError('reader.out-of-memory', { file, megabytes: memory }, { cause: error });
    }
    return userError('reader.ended', { file, reason: reasonOf(error) }, { cause: error });
  }
}
