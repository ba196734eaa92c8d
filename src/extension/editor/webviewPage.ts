import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type Answers, Channel, type Side } from '../../protocol/webview/channel.ts';
import type { FromPage, Started } from '../../protocol/webview/page.ts';
import { texts } from '../texts.ts';
import { pageShell } from './pageShell.ts';

/** What pages work with. */
export interface PageServices {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
}

/** The pages that are built from `webview/`. */
export type PageName = 'report' | 'inspection' | 'model' | 'compare';

/** Those that draw graphs, which are laid out in workers. */
const withWorkers: ReadonlySet<PageName> = new Set<PageName>(['model', 'compare']);

interface PageSide extends Side {
  readonly notification: Started;
}

interface EditorSide extends Side {
  readonly notification: FromPage;
}

/** How the editor deals with a page. */
export interface PageEnds<Editor extends EditorSide> {
  readonly answers: Answers<Editor>;
  /** The page listens: for the first time, or again, since a page that is hidden does not exist. */
  readonly ready: () => void;
}

/**
 * Fills a panel with one of the pages that are built from `webview/`, and talks to it until the panel is closed. The page
 * gets its texts before anything else.
 */
export function connectPage<Page extends Side, Editor extends EditorSide>(
  panel: vscode.WebviewPanel,
  name: PageName,
  { context, log }: PageServices,
  { answers, ready }: PageEnds<Editor>,
): Channel<Editor, Page> {
  const { webview } = panel;
  const folder = vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview');
  const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, file)).toString();
  const defect = (error: unknown): void => log.error(error instanceof Error ? error : String(error));

  const channel: Channel<Editor, PageSide> = new Channel<Editor, PageSide>({
    post: (envelope) => void webview.postMessage(envelope),
    notified: (notification: FromPage) => {
      switch (notification.type) {
        case 'ready':
          channel.otherSideBegan();
          channel.notify({ type: 'started', language: vscode.env.language, texts: texts() });
          ready();
          break;
        case 'defect':
          log.error(notification.stack);
          break;
      }
    },
    defect,
    answers,
  });
  const listening = webview.onDidReceiveMessage((data) => channel.receive(data));
  panel.onDidDispose(() => {
    listening.dispose();
    channel.close();
  });
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  webview.html = pageShell({
    language: vscode.env.language,
    script: address(`${name}.js`),
    style: address(`${name}.css`),
    source: webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
    workers: withWorkers.has(name),
  });
  return channel;
}
