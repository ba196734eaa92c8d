import { message } from '../../src/protocol/messages/catalogue.ts';
import type { ReportView } from '../../src/protocol/webview/reportView.ts';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import type { Say } from '../page.ts';
import { dataTable, factTable } from '../table/dataTable.ts';

/** How the section looks at first, and who hears that it was opened or closed. */
export interface MakingOptions {
  readonly say: Say;
  readonly open: boolean;
  readonly toggled: () => void;
}

/** With what the model was made: files, data, versions, machine, times, recipe. Closed until someone wants to know. */
export function making({ facts, stages, recipe }: ReportView, { say, open, toggled }: MakingOptions) {
  const title = say(message('markdown.making', {}));
  const columns = [
    { heading: say(message('page.stage', {})) },
    { heading: say(message('page.time', {})), align: 'right' },
  ] as const;
  const times = say(message('page.stages', {}));
  const section = element(
    'details',
    { class: 'making', open },
    element('summary', {}, icon('chevron'), element('h2', {}, title)),
    factTable(
      title,
      facts.map(({ label, value }) => [say(label), say(value)]),
    ),
    element('h3', {}, times),
    dataTable(
      times,
      columns,
      stages.map(({ stage, time }) => [say(stage), time]),
    ),
    element('h3', {}, say(message('page.recipe', {}))),
    element('pre', { tabindex: 0, 'aria-label': say(message('page.recipe', {})), role: 'region' }, recipe),
  );
  section.addEventListener('toggle', toggled);
  return section;
}
