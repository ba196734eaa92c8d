import { message, type MessageCode } from '../../src/protocol/messages/catalogue.ts';
import type { ReportEditorSide } from '../../src/protocol/webview/reportContract.ts';
import { UserError } from '../../src/protocol/userError.ts';
import { element, linkButton } from '../element.ts';
import type { Page } from '../page.ts';

/** What can be done with a report. How it went is said beside it. */
export function actions({ say, request }: Page<ReportEditorSide>): HTMLElement {
  const outcome = element('span', { role: 'status', class: 'description' });
  const action = (code: MessageCode, run: () => Promise<unknown>, done = ''): HTMLElement =>
    linkButton(say({ code, args: {} }), () => {
      outcome.textContent = '';
      run().then(
        () => (outcome.textContent = done),
        (error: unknown) => {
          if (!(error instanceof UserError)) throw error;
          outcome.textContent = say(error.detail);
        },
      );
    });
  return element(
    'nav',
    { class: 'actions', 'aria-label': say(message('page.actions', {})) },
    action('page.open-result', () => request('openModel', 'result')),
    action('page.open-original', () => request('openModel', 'original')),
    action('compare.with-original', () => request('compareWithOriginal', null)),
    action('page.copy-markdown', () => request('copyMarkdown', null), say(message('page.copied', {}))),
    action('page.open-as-text', () => request('openAsText', null)),
    outcome,
  );
}
