import './page.css';
import { format } from '../src/protocol/messages/catalogue.ts';
import type { Message } from '../src/protocol/messages/message.ts';
import { type Answers, Channel, type Side } from '../src/protocol/webview/channel.ts';
import type { FromPage, Started } from '../src/protocol/webview/page.ts';
import { remark } from './remark.ts';

/** Text in the user's language. */
export type Say = (text: string | Message) => string;

interface EditorSide extends Side {
  readonly notification: FromPage;
}

/** What the code of a page has to work with. */
export interface Page<Editor extends EditorSide> {
  /** As BCP 47 has it. */
  readonly language: string;
  readonly say: Say;
  readonly request: Channel<never, Editor>['request'];
  /** Shows content in place of what there was. */
  show(...content: readonly Node[]): void;
  /** What was kept last, also before the page was hidden and built again; it may be of another version. */
  readonly kept: unknown;
  keep(state: object): void;
}

/** How a page takes what the editor says and answers what it asks. */
export interface PageCode<Own extends Side, Editor extends EditorSide> {
  receive(content: Exclude<Own['notification'], Started>, page: Page<Editor>): void;
  readonly answers: Answers<Own>;
}

/**
 * Runs a page: tells the editor that it listens, takes the texts, and hands on everything else. Errors that nobody expected
 * reach the editor's log, and the person gets a sentence.
 */
export function startPage<Own extends Side, Editor extends EditorSide>(code: PageCode<Own, Editor>): void {
  const api = acquireVsCodeApi();
  const root = document.body;
  let texts: Readonly<Record<string, string>> = {};
  const say: Say = (text) => (typeof text === 'string' ? text : format(text, texts));

  const channel: Channel<Own, Editor> = new Channel<Own, Editor>({
    post: (envelope) => api.postMessage(envelope),
    notified: (notification: Own['notification']) => {
      if (isStarted(notification)) {
        ({ texts } = notification);
        document.documentElement.lang = notification.language;
      } else {
        code.receive(notification as Exclude<Own['notification'], Started>, page);
      }
    },
    defect: stumble,
    answers: code.answers,
  });
  const page: Page<Editor> = {
    get language() {
      return document.documentElement.lang;
    },
    say,
    request: (name, argument, signal) => channel.request(name, argument, signal),
    show: (...content) => root.replaceChildren(...content),
    get kept() {
      return api.getState();
    },
    keep: (state) => api.setState(state),
  };

  function stumble(error: unknown): void {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    channel.notify({ type: 'defect', stack });
    root.prepend(remark('error', say({ code: 'page.defect', args: {} })));
  }

  window.addEventListener('message', (event) => channel.receive(event.data));
  window.addEventListener('error', ({ error }) => {
    // Sizes that change while changes of sizes are told of are told in the next frame. Browsers call that an error, of nobody.
    if (error !== null && error !== undefined) stumble(error);
  });
  window.addEventListener('unhandledrejection', ({ reason }) => stumble(reason));
  channel.notify({ type: 'ready' });
}

function isStarted(notification: { readonly type: string }): notification is Started {
  return notification.type === 'started';
}
