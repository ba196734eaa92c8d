import type { MessageConnection } from 'vscode-jsonrpc/node';
import { loadResident, type ResidentModel } from '../engine/benchmark/residentModel.ts';
import { answering } from './answering.ts';
import { dieWithParent } from './dieWithParent.ts';
import { blockRequest, loadRequest } from './residentProtocol.ts';

/** Lets this process be one that holds a model and runs it when it is asked. */
export function serveResident(connection: MessageConnection): void {
  let watched: Promise<void> | undefined;
  let model: ResidentModel | undefined;
  connection.onRequest(loadRequest, (request) =>
    answering(async () => {
      await (watched ??= dieWithParent());
      model = await loadResident(request);
      return model.loaded;
    }),
  );
  connection.onRequest(blockRequest, (milliseconds) =>
    answering(async () => {
      if (model === undefined) throw new Error('no model is loaded');
      return model.run(milliseconds);
    }),
  );
}
