import type { Unit } from '../../../graph/drawing/overlay/unit.ts';
import type { Quantity } from './quantities.ts';
import type { Comparison } from './tokens.ts';

/** A column that conditions can be put on. */
export interface FilterColumn {
  /** What it is called in the table. */
  readonly heading: string;
  /** Other things it can be called. */
  readonly names: readonly string[];
  readonly content:
    | { readonly kind: 'number'; readonly unit: Unit; readonly value: (node: number) => number }
    | { readonly kind: 'text'; readonly text: (node: number) => string }
    /** It is yet to be asked for. */
    | { readonly kind: 'awaited' };
}

/** Whether a node is one of those that a filter is for. */
export type Predicate = (node: number) => boolean;

/**
 * Compares numbers. Equal are all that are shown the same, unless more digits are given: `118M` is 117.5 M to 118.5 M. A node
 * without the number meets no condition.
 */
export function numberCondition(
  value: (node: number) => number,
  comparison: Comparison,
  { value: wanted, halfDigit }: Quantity,
): Predicate {
  const isNear = (each: number): boolean => Math.abs(each - wanted) <= halfDigit * (1 + Number.EPSILON);
  switch (comparison) {
    case '=':
      return (node) => isNear(value(node));
    case '!=':
      return (node) => {
        const each = value(node);
        return !Number.isNaN(each) && !isNear(each);
      };
    case '<':
      return (node) => value(node) < wanted;
    case '<=':
      return (node) => value(node) <= wanted;
    case '>':
      return (node) => value(node) > wanted;
    case '>=':
      return (node) => value(node) >= wanted;
  }
}

/** Compares whole texts, in which upper and lower case are the same, and shapes are in whatever way they are written. */
export function textCondition(text: (node: number) => string, comparison: '=' | '!=', wanted: string): Predicate {
  const normal = normalText(wanted);
  return comparison === '=' ? (node) => normalText(text(node)) === normal : (node) => normalText(text(node)) !== normal;
}

const shape = /^[[(]?\s*[\w?]+(?:\s*[,x×*]\s*[\w?]+)*\s*[\])]?$/iu;

/** `64x3x7x7` and `[64, 3, 7, 7]` as the table has it: `64×3×7×7`. */
function normalText(text: string): string {
  const lower = text.toLowerCase();
  if (!/^[[(]|\d\s*[,x×*]\s*[\d?]/u.test(lower) || !shape.test(lower)) return lower;
  return lower.replace(/[[\]()\s]/gu, '').replace(/[,x*]/gu, '×');
}
