import { mostValues, type TensorValues } from '../../../../src/protocol/graph/tensor.ts';
import type { PageValues } from './valueText.ts';

/** Pages that are kept. */
const mostKept = 8;

/** Where the elements of a tensor come from, and who hears of them. */
export interface ValueSource {
  /** Number of elements. */
  readonly elements: number;
  readonly ask: (offset: number, count: number, signal: AbortSignal) => Promise<TensorValues>;
  readonly arrived: () => void;
  readonly failed: (cause: unknown) => void;
  readonly signal: AbortSignal;
}

/** Elements of a page, and the place of one among them. */
export interface PlacedValue {
  readonly values: PageValues;
  readonly index: number;
}

/** The elements of a tensor, fetched a page at a time when they are looked at. */
export class ValuePages {
  private readonly kept = new Map<number, PageValues>();
  private readonly asked = new Map<number, AbortController>();

  constructor(private readonly source: ValueSource) {}

  /** An element, if its page is there. */
  at(element: number): PlacedValue | undefined {
    const page = Math.floor(element / mostValues);
    const values = this.kept.get(page);
    return values && { values, index: element - page * mostValues };
  }

  /** Asks for the pages of all elements from `first` to `last`; what was asked for others and did not come yet is given up. */
  want(first: number, last: number): void {
    const from = Math.floor(first / mostValues);
    const to = Math.floor(Math.max(first, last) / mostValues);
    for (const [page, controller] of this.asked) {
      if (page >= from && page <= to) continue;
      controller.abort();
      this.asked.delete(page);
    }
    for (let page = from; page <= to; page++) {
      const values = this.kept.get(page);
      if (values === undefined) {
        if (!this.asked.has(page)) void this.fetch(page);
        continue;
      }
      // The ones that were wanted last go last.
      this.kept.delete(page);
      this.kept.set(page, values);
    }
  }

  private async fetch(page: number): Promise<void> {
    const { elements, ask, arrived, failed, signal } = this.source;
    const controller = new AbortController();
    this.asked.set(page, controller);
    const given = AbortSignal.any([signal, controller.signal]);
    const offset = page * mostValues;
    try {
      const { values } = await ask(offset, Math.min(mostValues, elements - offset), given);
      if (given.aborted) return;
      this.asked.delete(page);
      this.kept.set(page, values);
      for (const [old] of this.kept) {
        if (this.kept.size <= mostKept) break;
        this.kept.delete(old);
      }
      arrived();
    } catch (cause) {
      if (!given.aborted) failed(cause);
    }
  }
}
