import { type ChildProcess, fork, type ForkOptions } from 'node:child_process';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  ResponseError,
} from 'vscode-jsonrpc/node';
import type { LoadRequest, Resident, StartResident } from '../engine/benchmark/resident.ts';
import { exitOf, type ProcessExit } from '../jobs/processExit.ts';
import { causeOfExit } from '../jobs/workerExit.ts';
import { UserError, userError } from '../protocol/userError.ts';
import { type Failure, failureCode } from '../protocol/workerProtocol.ts';
import { blockRequest, loadRequest } from './residentProtocol.ts';

/** What starts further processes of a program: each of them waits for a model to hold. */
export function residentsOf(program: string): StartResident {
  return async () => {
    const options: ForkOptions & { readonly windowsHide: boolean } = {
      // The same Node, which may be Electron and then is told so by the environment.
      execPath: process.execPath,
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      windowsHide: true,
    };
    const child = fork(program, [], options);
    const exited = exitOf(child);
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (cause) =>
        reject(userError('benchmark.process-not-started', { reason: cause.message }, { cause })),
      );
    });
    return new ResidentProcess(child, exited);
  };
}

class ResidentProcess implements Resident {
  private readonly child: ChildProcess;
  private readonly exited: Promise<ProcessExit>;
  private readonly connection: MessageConnection;
  /** What it holds, for messages. */
  private held = { file: '', provider: '' };

  constructor(child: ChildProcess, exited: Promise<ProcessExit>) {
    this.child = child;
    this.exited = exited;
    this.connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    this.connection.onError(() => undefined);
    this.connection.listen();
  }

  load(request: LoadRequest) {
    this.held = request;
    return this.answer(() => this.connection.sendRequest(loadRequest, request));
  }

  run(milliseconds: number) {
    return this.answer(() => this.connection.sendRequest(blockRequest, milliseconds));
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
    this.connection.dispose();
  }

  private answer<T>(ask: () => Promise<T>): Promise<T> {
    const gone = this.exited.then((exit): never => {
      throw this.explain(exit);
    });
    const answered = async (): Promise<T> => {
      try {
        return await ask();
      } catch (error) {
        // When the process ends, the connection only says that it is closed; how the process ended says more.
        if (!(error instanceof ResponseError) || error.code !== failureCode) return gone;
        throw failure(error.data as Failure);
      }
    };
    return Promise.race([answered(), gone]);
  }

  private explain(exit: ProcessExit): UserError {
    const { file, provider } = this.held;
    const cause = causeOfExit(exit);
    switch (cause.kind) {
      case 'out-of-memory':
        return userError('benchmark.process-out-of-memory', { file });
      case 'killed':
        return userError('benchmark.process-killed', { file });
      case 'crashed':
        return userError('benchmark.process-crashed', { file, provider, reason: cause.reason });
      case 'ended':
        return userError('benchmark.process-ended', { file, reason: cause.reason });
    }
  }
}

function failure(data: Failure): Error {
  if (data.kind === 'user') return new UserError(data.detail);
  const defect = new Error(data.message);
  defect.stack = data.stack;
  return defect;
}
