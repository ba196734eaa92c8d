import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  ResponseError,
} from 'vscode-jsonrpc/node';
import { UserError } from '../protocol/userError.ts';
import { type Failure, failureCode, runRequest, type RunParameters } from '../protocol/workerProtocol.ts';
import { discard } from './discard.ts';
import { perform } from './perform.ts';
import { reporter } from './reporter.ts';

/** The program of the background process: takes one job from the process that started it, and ends with it. */
function main(): void {
  const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
  let taken: RunParameters | undefined;
  connection.onRequest(runRequest, async (parameters) => {
    taken = parameters;
    return run(parameters, connection);
  });
  // Ctrl-C in a terminal reaches every process of the group; whether the job ends is for the parent to say.
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => {
    if (taken !== undefined) discard(taken);
    process.exit(0);
  });
  connection.listen();
}

async function run(parameters: RunParameters, connection: MessageConnection) {
  try {
    return await perform(parameters.job, reporter(connection, parameters));
  } catch (error) {
    return new ResponseError<Failure>(failureCode, 'failed', failureOf(error));
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof UserError) return { kind: 'user', detail: error.detail };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'defect', message, stack: stack ?? message };
}

main();
