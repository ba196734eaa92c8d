import './report.css';
import '../benchmark/benchmark.css';
import { message } from '../../src/protocol/messages/catalogue.ts';
import { readReals } from '../../src/protocol/webview/realNumbers.ts';
import type { ReportEditorSide, ReportPageSide } from '../../src/protocol/webview/reportContract.ts';
import { element, linkButton } from '../element.ts';
import { type Page, startPage } from '../page.ts';
import { remark } from '../remark.ts';
import { BenchmarkPage } from '../benchmark/benchmarkPage.ts';
import { ReportPage } from './reportPage.ts';

let shown: ReportPage | BenchmarkPage | undefined;

startPage<ReportPageSide, ReportEditorSide>({
  answers: {},
  receive(content, page) {
    shown?.leave();
    shown = undefined;
    switch (content.type) {
      case 'report':
        shown = new ReportPage(content.report, page);
        break;
      case 'benchmark':
        shown = new BenchmarkPage(readReals(content.benchmark), page);
        break;
      case 'unreadable':
        page.show(unreadable(page.say(content.reason), page));
        break;
    }
  },
});

/** Stands where the report would be: why it is not there, and what to do. */
function unreadable(reason: string, { say, request }: Page<ReportEditorSide>): HTMLElement {
  const asText = linkButton(say(message('page.open-as-text', {})), () => void request('openAsText', null));
  const heading = element('h1', { class: 'unseen' }, say(message('contribution.editor.report', {})));
  return element('main', {}, heading, remark('error', reason, asText));
}
