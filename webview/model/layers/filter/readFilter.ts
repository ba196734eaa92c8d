import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../../src/protocol/messages/message.ts';
import { matcher } from '../../../graph/prepare/search/query.ts';
import { type FilterColumn, numberCondition, type Predicate, textCondition } from './conditions.ts';
import { examples, isSuffix, readQuantity } from './quantities.ts';
import { type Comparison, type Token, tokens } from './tokens.ts';

/** What a filter means. */
export interface Filter {
  /** Undefined where all nodes pass. */
  readonly matches: Predicate | undefined;
  /** Why not all of it can be understood: the rest is in force. */
  readonly mistake: Message | undefined;
}

/** What filters are about. */
export interface FilterScope {
  readonly columns: readonly FilterColumn[];
  /** What of a node is searched for words, in lower case. */
  readonly searched: (node: number) => string;
}

/** A comparison between its column and its value, on whichever side of it they stand. */
interface Condition {
  readonly comparison: Comparison;
  readonly text: string;
  readonly column: string | undefined;
  readonly value: string | undefined;
}

class Mistake {
  constructor(readonly message: Message) {}
}

/**
 * Reads a filter: words, all of which have to be in a node, and conditions on columns, all of which it has to meet: `conv
 * macs > 1M`, `bytes >= 4 kB`, `operator = Conv`, `"output name" = x`, or the other way round: `> 1M macs`.
 */
export function readFilter(filter: string, scope: FilterScope): Filter {
  const predicates: Predicate[] = [];
  let mistake: Message | undefined;
  const rest = [...tokens(filter)];
  while (rest.length > 0) {
    const condition = takeCondition(rest, scope);
    if (condition === undefined) {
      const word = matcher({ text: rest.shift()!.text, isRegex: false, isCaseSensitive: false });
      if (word !== undefined) predicates.push((node) => word('', scope.searched(node)));
      continue;
    }
    const read = readCondition(condition, scope);
    if (read instanceof Mistake) mistake ??= read.message;
    else predicates.push(read);
  }
  const matches = predicates.length === 0 ? undefined : (node: number) => predicates.every((each) => each(node));
  return { matches, mistake };
}

/** Takes the condition that the rest of a filter begins with; undefined where it begins with a word. */
function takeCondition(rest: Token[], { columns }: FilterScope): Condition | undefined {
  const [first, second] = rest;
  const isPrefix = first?.kind === 'comparison';
  const sign = isPrefix ? first : second;
  if (sign?.kind !== 'comparison') return undefined;
  const taken = rest.splice(0, isPrefix ? 1 : 2).map(({ text }) => text);
  const named = isPrefix ? undefined : first!.text;
  let value = takeWord(rest, taken);
  if (value !== undefined && isUnit(rest, named ?? rest[1]?.text, columns)) value += takeWord(rest, taken) ?? '';
  const column = named ?? takeWord(rest, taken);
  return { comparison: sign.comparison, text: taken.join(' '), column, value };
}

/** Whether a filter goes on with the unit of the number before. `macs > 1 M` does, `macs > 1 m = 2` does not. */
function isUnit(
  [word, after]: readonly Token[],
  column: string | undefined,
  columns: readonly FilterColumn[],
): boolean {
  if (word?.kind !== 'word' || word.isQuoted || after?.kind === 'comparison' || column === undefined) return false;
  const content = columnOf(column, columns)?.content;
  return content?.kind === 'number' && isSuffix(word.text, content.unit);
}

function takeWord(rest: Token[], taken: string[]): string | undefined {
  if (rest[0]?.kind !== 'word') return undefined;
  const { text } = rest.shift()!;
  taken.push(text);
  return text;
}

function columnOf(name: string, columns: readonly FilterColumn[]): FilterColumn | undefined {
  const wanted = bare(name);
  return (
    columns.find(({ heading }) => bare(heading) === wanted) ??
    columns.find(({ names }) => names.some((each) => bare(each) === wanted))
  );
}

function bare(name: string): string {
  return name.toLowerCase().replace(/\s/gu, '');
}

function readCondition({ comparison, text, column, value }: Condition, scope: FilterScope): Predicate | Mistake {
  if (column === undefined) return new Mistake(message('layers.no-column', { condition: text, example: 'macs > 1M' }));
  const found = columnOf(column, scope.columns);
  if (found === undefined) {
    const columns = scope.columns.map(({ heading }) => heading).join(', ');
    return new Mistake(message('layers.unknown-column', { column, columns }));
  }
  const { content, heading } = found;
  if (content.kind === 'awaited') return new Mistake(message('layers.column-to-come', { column: heading }));
  const example =
    content.kind === 'number'
      ? `${column} ${comparison} ${examples[content.unit]}`
      : `${column} = ${firstText(content)}`;
  if (value === undefined) return new Mistake(message('layers.no-value', { condition: text, example }));
  if (content.kind === 'text') {
    if (comparison !== '=' && comparison !== '!=') {
      return new Mistake(message('layers.not-ordered', { column: heading, operator: comparison, example }));
    }
    return textCondition(content.text, comparison, value);
  }
  const quantity = readQuantity(value, content.unit);
  if (quantity === undefined) return new Mistake(message('layers.no-number', { value, column: heading, example }));
  return numberCondition(content.value, comparison, quantity);
}

/** A value that the column has, as it is written in a filter. */
function firstText({ text }: { readonly text: (node: number) => string }): string {
  const value = text(0);
  return value === '' || /\s/u.test(value) ? `"${value}"` : value;
}
