import { ResponseError } from 'vscode-jsonrpc/node';
import { UserError } from '../protocol/userError.ts';
import { type Failure, failureCode } from '../protocol/workerProtocol.ts';

/** Does what was asked; what fails becomes an answer too. */
export async function answering<T>(action: () => Promise<T>): Promise<T | ResponseError<Failure>> {
  try {
    return await action();
  } catch (error) {
    return new ResponseError<Failure>(failureCode, 'failed', failureOf(error));
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof UserError) return { kind: 'user', detail: error.detail };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'defect', message, stack: stack ?? message };
}
