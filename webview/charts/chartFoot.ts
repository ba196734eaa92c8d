import { element } from '../element.ts';
import { type ChartSaving, savingButtons } from './chartSaving.ts';

/** The figures behind a chart. */
export interface ChartTable {
  readonly title: string;
  /** Made when it is asked for. */
  readonly content: () => HTMLElement;
}

/** What stands below every chart: its table, and the ways to save it. @param picture as the text of an SVG file */
export function chartFoot(table: ChartTable, saving: ChartSaving | undefined, picture: () => string): HTMLElement {
  const buttons = saving === undefined ? [] : savingButtons(saving, picture);
  return element('div', { class: 'chart-foot' }, tableBehind(table), ...buttons);
}

function tableBehind({ title, content }: ChartTable): HTMLElement {
  const details = element('details', { class: 'chart-table' }, element('summary', {}, title));
  details.addEventListener('toggle', () => details.append(content()), { once: true });
  return details;
}
