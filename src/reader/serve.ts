import type { MessagePort } from 'node:worker_threads';
import type { ReaderOwnerSide, ReaderSide } from '../protocol/graph/readerContract.ts';
import { transferables } from '../protocol/graph/transferables.ts';
import { UserError, userError } from '../protocol/userError.ts';
import { type Answers, Channel } from '../protocol/webview/channel.ts';
import type { OpenedModel } from './openedModel.ts';

/**
 * Answers what arrives at a port about one model, which is opened when it is first asked for. What is sent is handed over, not
 * copied.
 */
export function serve(port: MessagePort, open: () => OpenedModel): void {
  let opened: OpenedModel | undefined;
  /** An answer about the model, in which a file that is no longer the one that was opened is told of as the editor does. */
  const of =
    <Query, Result>(answer: (model: OpenedModel, query: Query, signal: AbortSignal) => Result | Promise<Result>) =>
    async (query: Query, signal: AbortSignal): Promise<Result> => {
      try {
        return await answer((opened ??= open()), query, signal);
      } catch (cause) {
        if (!(cause instanceof UserError) || cause.detail.code !== 'onnx.changed') throw cause;
        channel.notify({ type: 'changed' });
        throw userError('reader.changed', { file: cause.detail.args['file'] ?? '' }, { cause });
      }
    };
  const answers: Answers<ReaderSide> = {
    structure: of((model) => model.structure()),
    node: of((model, { node }) => model.node(node)),
    tensor: of((model, { tensor }) => model.tensor(tensor)),
    statistics: of((model, query, signal) => model.statistics(query, signal)),
    values: of((model, query) => model.values(query)),
    zeros: of((model, query, signal) => model.zeros(query, signal)),
    exportArray: of((model, query, signal) => model.exportArray(query, signal)),
  };
  const channel = new Channel<ReaderSide, ReaderOwnerSide>({
    post: (envelope) => port.postMessage(envelope, transferables(envelope)),
    notified: () => undefined,
    defect: (error) => {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      channel.notify({ type: 'defect', stack });
    },
    answers,
  });
  port.on('message', (data) => channel.receive(data));
}
