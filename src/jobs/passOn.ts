import { pageReaderRequestNames, type PageReaderRequests } from '../protocol/graph/readerContract.ts';
import type { Answers } from '../protocol/webview/channel.ts';
import type { ModelReader } from './modelReader.ts';

/** Answers to what a page asks of a reader: everything is passed on as it is. */
export function passOn(
  reader: () => Pick<ModelReader, 'request'>,
): Answers<{ notification: never; requests: PageReaderRequests }> {
  const pass =
    <Name extends keyof PageReaderRequests>(name: Name) =>
    (argument: PageReaderRequests[Name]['argument'], signal: AbortSignal) =>
      reader().request(name, argument, signal);
  return Object.fromEntries(pageReaderRequestNames.map((name) => [name, pass(name)])) as ReturnType<typeof passOn>;
}
