import { message } from '../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../src/protocol/messages/message.ts';
import type { ReportView } from '../../src/protocol/webview/reportView.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import type { Say } from '../page.ts';
import { remark } from '../remark.ts';

/** What came out, in one breath; that it is below the floor comes first, and loud. */
export function verdict({ belowFloor, verdict: line }: ReportView, say: Say): HTMLElement {
  if (belowFloor === undefined) return element('p', { class: 'verdict' }, say(line));
  return element(
    'p',
    { class: 'verdict' },
    element('strong', { class: 'below-floor' }, icon('error'), say(belowFloor)),
    ' ',
    say(line),
  );
}

/** What a person should look at before using the model. */
export function warnings(texts: readonly Message[], say: Say): readonly HTMLElement[] {
  return section('page.warnings', texts, (text) => remark('warning', say(message('report.warning', { text }))), say);
}

/** What was assumed and what was left out. */
export function notes(texts: readonly Message[], say: Say): readonly HTMLElement[] {
  return section('page.notes', texts, (text) => remark('information', say(text)), say);
}

function section(
  code: 'page.warnings' | 'page.notes',
  texts: readonly Message[],
  show: (text: Message) => HTMLElement,
  say: Say,
): readonly HTMLElement[] {
  if (texts.length === 0) return [];
  const heading = element('h2', { class: 'unseen' }, say(message(code, {})));
  return [element('section', { class: 'remarks' }, heading, ...texts.map(show))];
}
