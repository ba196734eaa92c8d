import { message, type MessageCode } from '../../src/protocol/messages/catalogue.ts';
import type { ReportEditorSide, ReportForm } from '../../src/protocol/webview/reportContract.ts';
import { Attempts } from '../attempts.ts';
import { element } from '../element.ts';
import type { Page } from '../page.ts';

/** What can be done with a report. How it went is said beside it. */
export function actions({ say, request }: Page<ReportEditorSide>): HTMLElement {
  const attempts = new Attempts(say);
  const action = (code: MessageCode, run: () => Promise<unknown>, done = ''): HTMLElement =>
    attempts.link(say({ code, args: {} }), run, () => done);
  const saved = (file: string | null): string => (file === null ? '' : say(message('page.saved', { file })));
  const exporting = (code: MessageCode, form: ReportForm): HTMLElement =>
    attempts.link(say({ code, args: {} }), () => request('exportReport', { form }), saved);
  return element(
    'nav',
    { class: 'actions', 'aria-label': say(message('page.actions', {})) },
    action('page.open-result', () => request('openModel', 'result')),
    action('page.open-original', () => request('openModel', 'original')),
    action('compare.with-original', () => request('compareWithOriginal', null)),
    exporting('page.export-html', 'html'),
    exporting('page.export-markdown', 'markdown'),
    action('page.copy-markdown', () => request('copyMarkdown', null), say(message('page.copied', {}))),
    action('page.open-as-text', () => request('openAsText', null)),
    attempts.element,
  );
}
