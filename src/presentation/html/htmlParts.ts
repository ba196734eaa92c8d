import { type MessageCode, message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { type Drawing, draw } from '../drawing.ts';
import type { Figure } from '../figure.ts';
import type { Say } from '../say.ts';
import type { Table, TableCell } from '../table.ts';

/** Pixels: as wide as they can be read on a small screen. */
const pictureWidth = 760;

/** A table that scrolls by itself where it is wider than the page. @param label what it is, for those who do not see its heading */
export function htmlTable({ columns, rows }: Table, label: string): Drawing {
  const figures = columns.map((column) => (column.figures === true ? 'figures' : undefined));
  const head = columns.map(({ heading }, column) => draw('th', { scope: 'col', class: figures[column] }, heading));
  return draw(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label },
    draw(
      'table',
      {},
      draw('thead', {}, draw('tr', {}, ...head)),
      draw(
        'tbody',
        {},
        ...rows.map((row) => draw('tr', {}, ...row.map((cell, column) => cellOf(cell, column, figures)))),
      ),
    ),
  );
}

function cellOf(
  { text, lines = [text, ''], tone }: TableCell,
  column: number,
  figures: readonly (string | undefined)[],
): Drawing {
  if (column === 0) return draw('th', { scope: 'row' }, text);
  const classes = [figures[column], tone === undefined || tone === 'same' ? undefined : `tone-${tone}`];
  const below = lines[1] === '' ? [] : [draw('div', { class: 'below' }, lines[1])];
  const given = classes.filter((each) => each !== undefined).join(' ');
  return draw('td', { class: given === '' ? undefined : given }, lines[0], ...below);
}

/** A picture, how it is to be read, and the table behind it. */
export function htmlFigure({ title, caption, picture, table }: Figure, say: Say): readonly Drawing[] {
  const below = caption === undefined ? [] : [draw('figcaption', {}, caption)];
  return [
    draw('figure', {}, picture(pictureWidth), ...below),
    folded(say(message('presentation.as-table', {})), htmlTable(table, title)),
  ];
}

/** What is shown to those who want to know more. */
export function folded(summary: string, ...content: readonly Drawing[]): Drawing {
  return draw('details', {}, draw('summary', {}, summary), ...content);
}

/** What a person should look at, and what was assumed. */
export function remarks(warnings: readonly Message[], notes: readonly Message[], say: Say): readonly Drawing[] {
  const list = notes.map((note) => draw('li', {}, say(note)));
  return [
    ...warnings.map((text) =>
      draw('p', { class: 'warning' }, draw('strong', {}, say(message('report.warning', { text })))),
    ),
    ...(list.length === 0 ? [] : [draw('ul', { class: 'quiet' }, ...list)]),
  ];
}

/** A word of the page. */
export function wordIn(say: Say): (code: MessageCode) => string {
  return (code) => say({ code, args: {} });
}
