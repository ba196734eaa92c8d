import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { runRequest, type RunParameters } from '../protocol/workerProtocol.ts';
import { answering } from './answering.ts';
import { discard } from './discard.ts';
import { reporter } from './reporter.ts';
import { serveResident } from './serveResident.ts';

/** The program of the background process: takes one job, or one model to be measured, from the process that started it, and ends with it. */
function main(): void {
  const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
  let taken: RunParameters | undefined;
  connection.onRequest(runRequest, async (parameters) => {
    taken = parameters;
    return answering(async () => {
      // Not read before there is a job: processes that only hold a model start more quickly, and are smaller.
      const { perform } = await import('./perform.ts');
      return perform(parameters.job, reporter(connection, parameters));
    });
  });
  serveResident(connection);
  // Ctrl-C in a terminal reaches every process of the group; whether the job ends is for the parent to say.
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => {
    if (taken !== undefined) discard(taken);
    process.exit(0);
  });
  connection.listen();
}

main();
