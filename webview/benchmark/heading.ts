import { benchmarkRemarks, benchmarkTitle } from '../../src/presentation/benchmark/benchmarkSummary.ts';
import { message } from '../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../src/protocol/messages/message.ts';
import { Attempts } from '../attempts.ts';
import { element } from '../element.ts';
import { remark } from '../remark.ts';
import type { BenchmarkContext } from './context.ts';

/** What came out in one sentence, on what it rests, and what can be done with the report. */
export function heading(context: BenchmarkContext, verdict: Message): HTMLElement {
  const { report, say, language } = context;
  const { variants, samples, created } = report;
  const source = typeof samples.source === 'string' ? nameOf(samples.source) : say(samples.source);
  const about = message(samples.synthetic ? 'benchmarkPage.about-synthetic' : 'benchmarkPage.about', {
    ...{ variants: variants.length, count: samples.count, source, date: dateText(created, language) },
  });
  return element(
    'header',
    {},
    element('h1', {}, say(benchmarkTitle(report))),
    element('p', { class: 'verdict' }, say(verdict)),
    element('p', { class: 'description' }, say(about)),
    actions(context),
  );
}

/** What a person should know before they believe the figures. */
export function remarks({ report, say }: BenchmarkContext): readonly HTMLElement[] {
  const { warnings, notes } = benchmarkRemarks(report);
  if (warnings.length + notes.length === 0) return [];
  return [
    element(
      'section',
      { class: 'remarks' },
      element('h2', { class: 'unseen' }, say(message('page.warnings', {}))),
      ...warnings.map((text) => remark('warning', say(message('report.warning', { text })))),
      ...notes.map((text) => remark('information', say(text))),
    ),
  ];
}

function actions({ say, request }: BenchmarkContext): HTMLElement {
  const attempts = new Attempts(say);
  const saved = (file: string | null): string => (file === null ? '' : say(message('page.saved', { file })));
  return element(
    'nav',
    { class: 'actions', 'aria-label': say(message('page.actions', {})) },
    attempts.link(say(message('benchmarkPage.again', {})), () => request('benchmarkAgain', null)),
    attempts.link(say(message('page.export-html', {})), () => request('exportReport', { form: 'html' }), saved),
    attempts.link(say(message('page.export-markdown', {})), () => request('exportReport', { form: 'markdown' }), saved),
    attempts.link(
      say(message('page.copy-markdown', {})),
      () => request('copyMarkdown', null),
      () => say(message('page.copied', {})),
    ),
    attempts.link(say(message('page.open-as-text', {})), () => request('openAsText', null)),
    attempts.element,
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** In the zone of who reads it. A date that cannot be understood stays as it is. */
function dateText(iso: string, language: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}
