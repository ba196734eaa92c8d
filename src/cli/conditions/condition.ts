import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { UsageError } from '../options/usageError.ts';
import { type Measure, measureNamed, measureNames } from './measures.ts';
import { unitOf, unitsOf } from './quantities.ts';

/** What a figure is held against: a value, so many times that of the original, or so much more than the original. */
export type Limit =
  | { readonly kind: 'absolute'; readonly value: number }
  | { readonly kind: 'ratio'; readonly value: number }
  | { readonly kind: 'difference'; readonly value: number };

export type Comparator = '<' | '>' | '<=' | '>=';

/** Under which a build fails. */
export interface Condition {
  /** As it was written. */
  readonly text: string;
  readonly measure: Measure;
  readonly comparator: Comparator;
  readonly limit: Limit;
}

const comparators = /<=|>=|<|>/;
const limitForm = /^([+-]?)(\d+(?:\.\d+)?|\.\d+)\s*([^\d\s.<>=]*)$/u;

/**
 * A condition from its text: a measure, `<`, `>`, `<=` or `>=`, and a limit. `5ms`, `98%`: a value; `1.05x`: so many times that of
 * the original; `+10%`, `-0.5`: a difference from the original, of shares in percentage points.
 * @param own whether there are metrics of the user's own, which may have any name
 * @throws UsageError that says what is wrong with it
 */
export function parseCondition(text: string, own: boolean): Condition {
  const refuse = (reason: Message): never => {
    throw new UsageError(message('cli.bench-condition-invalid', { condition: text, reason }));
  };
  const [comparator] = comparators.exec(text) ?? refuse(message('cli.bench-condition-form', {}));
  const at = text.indexOf(comparator);
  const name = text.slice(0, at).trim();
  const found = limitForm.exec(text.slice(at + comparator.length).trim());
  if (found === null || name === '') return refuse(message('cli.bench-condition-form', {}));
  const [, sign = '', digits = '', unit = ''] = found;
  const measure = measureNamed(name);
  if (!own && !measureNames.includes(measure.name)) {
    return refuse(message('cli.bench-measure-unknown', { name, names: measureNames.join(', ') }));
  }
  const limit = limitOf(measure, sign, Number(digits), unit);
  if ('code' in limit) return refuse(limit);
  if (limit.kind !== 'absolute' && !measure.ofOneModel) {
    return refuse(message('cli.bench-limit-relative', { name: measure.name }));
  }
  return { text: text.trim(), measure, comparator: comparator as Comparator, limit };
}

/** The limit, or why it is none. */
function limitOf({ quantity, name, ofOneModel }: Measure, sign: string, number: number, unit: string): Limit | Message {
  if (!Number.isFinite(number)) return message('cli.bench-limit-number', {});
  const signed = sign === '-' ? -number : number;
  if (unit === 'x' || unit === '×') {
    return sign === '' ? { kind: 'ratio', value: number } : message('cli.bench-limit-signed-ratio', {});
  }
  if (sign !== '' && unit === '%') {
    if (quantity === 'share') return message('cli.bench-limit-ambiguous', { name, value: `${sign}${number}` });
    return { kind: 'ratio', value: 1 + signed / 100 };
  }
  const factor = unitOf(quantity, unit);
  if (factor === undefined) return message('cli.bench-limit-unit', { name, units: unitsOf(quantity) });
  const isDifference = sign !== '' && ofOneModel;
  return { kind: isDifference ? 'difference' : 'absolute', value: signed * factor };
}
