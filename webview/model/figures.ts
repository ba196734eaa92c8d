import type { Message } from '../../src/protocol/messages/message.ts';
import type { Unit } from '../graph/drawing/overlay/unit.ts';

/** A number that nodes have: it colours the graph, is a column of the table, and is exported. */
export interface Figure {
  /** Stays the same between versions: state is kept by it. */
  readonly id: string;
  readonly name: string | Message;
  readonly unit: Unit;
  readonly scale: 'linear' | 'logarithmic';
  /** Which end stands out: the large numbers (bytes), or the small ones (dB of a layer that suffers). */
  readonly strong: 'high' | 'low';
  /** One for each node of the model; NaN where there is none. */
  readonly values: Float64Array;
  /** What a group has: the sum of its nodes, their mean by weights, or the value that stands out most. */
  readonly combine:
    | { readonly kind: 'sum' }
    | { readonly kind: 'mean'; readonly weights: Float64Array }
    | { readonly kind: 'strongest' };
}

/** A figure that can be chosen: it is there, or has to be asked for first. */
export interface FigureOffer {
  readonly id: string;
  readonly name: string | Message;
  readonly figure?: Figure;
  readonly load?: (signal: AbortSignal) => Promise<Figure>;
}

/** The figures of a model. As jobs give more of them, they are added here, and everything that shows figures follows. */
export class Figures {
  private readonly offers = new Map<string, FigureOffer>();
  private readonly listeners = new Set<() => void>();

  constructor(offers: readonly FigureOffer[]) {
    for (const offer of offers) this.offers.set(offer.id, offer);
  }

  /** In the order in which they came. */
  get all(): readonly FigureOffer[] {
    return [...this.offers.values()];
  }

  /** A figure that is there already. */
  get(id: string): Figure | undefined {
    return this.offers.get(id)?.figure;
  }

  /** Adds a figure, or replaces the one with its id. */
  add(figure: Figure): void {
    this.offers.set(figure.id, { id: figure.id, name: figure.name, figure });
    this.changed();
  }

  /** Takes a figure away: what it told is no longer known. */
  remove(id: string): void {
    if (this.offers.delete(id)) this.changed();
  }

  /**
   * The figure with an id, asked for where it is not there yet; undefined where nothing has this id.
   * @throws UserError where it cannot be had, the reason of `signal` when that gives it up
   */
  async load(id: string, signal: AbortSignal): Promise<Figure | undefined> {
    const offer = this.offers.get(id);
    if (offer?.figure !== undefined || offer?.load === undefined) return offer?.figure;
    const figure = await offer.load(signal);
    this.add(figure);
    return figure;
  }

  /** @returns what ends the listening */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
