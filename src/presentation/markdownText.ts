import type { Table } from './table.ts';

/** Text in which nothing is taken for Markdown: names of nodes are full of underscores, stars and bars. */
export function inline(text: string): string {
  return text.replace(/[\\`*_|<>[\]#~&]/g, '\\$&').replace(/\s+/g, ' ');
}

/** A table of GitHub's Markdown. */
export function markdownTable({ columns, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(inline).join(' | ')} |`;
  const rule = `| ${columns.map(({ figures }) => (figures === true ? '---:' : '---')).join(' | ')} |`;
  const heading = line(columns.map((column) => column.heading));
  return [heading, rule, ...rows.map((row) => line(row.map(({ text }) => text)))].join('\n');
}
