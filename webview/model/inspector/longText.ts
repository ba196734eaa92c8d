import type { FileText, MetadataEntry } from '../../../src/protocol/graph/facts.ts';
import { element, linkButton } from '../../element.ts';
import { factTable } from '../../table/dataTable.ts';
import type { ViewContext } from './context.ts';
import { nameText } from './names.ts';

const short = 200;

/** A text of the file. A long one is cut, until the whole is asked for. */
export function longText(context: ViewContext, { text, length }: FileText): HTMLElement {
  const place = element('div', { class: 'long-text' });
  const shown = element('bdi', { class: 'text' }, text);
  place.append(shown);
  const tell = (): void => {
    // What is extremely long is not in the page.
    if (length > text.length) place.append(note(context, text.length, length));
  };
  if (text.length <= short) {
    tell();
    return place;
  }
  shown.textContent = `${text.slice(0, short)}…`;
  const all = linkButton(context.word('inspector.show-all'), () => {
    shown.textContent = text;
    all.remove();
    tell();
  });
  place.append(' ', all);
  return place;
}

function note(context: ViewContext, shown: number, all: number): HTMLElement {
  return element('p', { class: 'description' }, context.word('inspector.text-cut', { shown, all }));
}

/** Sections for what a file says in words about one of its parts; none for what it does not say. */
export function fileTextSections(
  context: ViewContext,
  of: 'model' | 'graph' | 'node' | 'tensor',
  documentation: FileText,
  metadata: readonly MetadataEntry[],
): readonly HTMLElement[] {
  const { sections } = context;
  const sectionsShown: HTMLElement[] = [];
  if (documentation.length > 0) {
    const title = context.word(of === 'graph' ? 'inspector.graph-documentation' : 'inspector.documentation');
    const content = (): readonly Node[] => [longText(context, documentation)];
    sectionsShown.push(sections.make({ id: `${of}.documentation`, title, open: true, content }));
  }
  if (metadata.length > 0) {
    const title = context.word('inspector.metadata');
    const content = (): readonly Node[] => [metadataTable(context, metadata)];
    sectionsShown.push(sections.make({ id: `${of}.metadata`, title, count: metadata.length, open: false, content }));
  }
  return sectionsShown;
}

function metadataTable(context: ViewContext, metadata: readonly MetadataEntry[]): HTMLElement {
  const rows = metadata.map(({ key, value }) => [key, longText(context, value)] as const);
  const table = factTable(context.word('inspector.metadata'), rows);
  table.querySelectorAll('th').forEach((cell, index) => cell.replaceChildren(nameText(metadata[index]!.key)));
  return table;
}
