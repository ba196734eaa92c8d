import { boxKind } from '../../graph/drawing/scene/scene.ts';
import { itemsOf } from '../../graph/prepare/lists.ts';
import { siblings } from '../../graph/prepare/walk/walk.ts';
import type { Drawn } from './drawn.ts';

export const directions = ['up', 'down', 'left', 'right', 'first', 'last', 'out', 'in'] as const;
export type Direction = (typeof directions)[number];

/** A number that no port has: what is not read as an input comes after all inputs. */
const aside = 0x7fffffff;

/** Goes from box to box, along the lines and within groups. It remembers where it came from, so that back is where one was. */
export class Walking {
  private readonly backUp = new Map<number, number>();
  private readonly backDown = new Map<number, number>();
  /** What is gone along to the sides: of what is beside one of them, not all need be beside another. */
  private row: readonly number[] = [];
  private knownMain: Int32Array | undefined;

  constructor(private readonly drawn: Drawn) {}

  /** The box that a step from a box leads to, or undefined where there is none. */
  step(from: number, direction: Direction): number | undefined {
    const isFrame = this.drawn.scene.boxes.kind[from] === boxKind.frame;
    if (direction !== 'left' && direction !== 'right') this.row = [];
    switch (direction) {
      case 'up':
        return isFrame
          ? this.around(from)
          : this.along(from, this.backUp, this.backDown, (item) => this.producer(item));
      case 'down':
        return isFrame
          ? this.inside(from)
          : this.along(from, this.backDown, this.backUp, (item) => this.consumer(item));
      case 'left':
        return this.beside(from, -1);
      case 'right':
        return this.beside(from, 1);
      case 'first':
        return this.end(1);
      case 'last':
        return this.end(-1);
      case 'out':
        return this.around(from);
      case 'in':
        return isFrame ? this.inside(from) : undefined;
    }
  }

  /** The first box from above, or the last one. */
  end(sign: 1 | -1): number | undefined {
    return this.extreme(sign, () => true);
  }

  /** Boxes beside a box, itself among them: those that read the same, else those that are read by the same. */
  siblings(box: number): readonly number[] {
    const { drawn } = this;
    const { boxes } = drawn.scene;
    if (this.row.includes(box)) return this.row;
    if (boxes.kind[box] === boxKind.frame) return [box];
    const all = siblings(drawn.items, drawn.itemOf(box)).map((item) => drawn.boxOfItem(item));
    return all.sort((a, b) => boxes.x[a]! - boxes.x[b]! || boxes.y[a]! - boxes.y[b]!);
  }

  /** Boxes that write what a box reads. */
  producers(box: number): readonly number[] {
    return this.neighbours(box, 'producers');
  }

  consumers(box: number): readonly number[] {
    return this.neighbours(box, 'consumers');
  }

  private neighbours(box: number, side: 'producers' | 'consumers'): readonly number[] {
    const { drawn } = this;
    return Array.from(itemsOf(drawn.items[side], drawn.itemOf(box)), (item) => drawn.boxOfItem(item));
  }

  private along(
    from: number,
    back: Map<number, number>,
    forth: Map<number, number>,
    main: (item: number) => number,
  ): number | undefined {
    const { drawn } = this;
    const item = drawn.itemOf(from);
    const next = back.get(item) ?? main(item);
    if (next < 0) return undefined;
    forth.set(next, item);
    return drawn.boxOfItem(next);
  }

  private beside(from: number, by: number): number | undefined {
    this.row = this.siblings(from);
    return this.row[this.row.indexOf(from) + by];
  }

  private around(from: number): number | undefined {
    const parent = this.drawn.scene.boxes.parent[from]!;
    return parent < 0 ? undefined : parent;
  }

  private inside(frame: number): number | undefined {
    const { parent } = this.drawn.scene.boxes;
    return this.extreme(1, (box) => parent[box] === frame);
  }

  private extreme(sign: 1 | -1, among: (box: number) => boolean): number | undefined {
    const { x, y, kind } = this.drawn.scene.boxes;
    let best: number | undefined;
    for (let box = 0; box < kind.length; box++) {
      if (!among(box) || (kind[box] === boxKind.frame && sign < 0)) continue;
      const before = best === undefined ? -1 : sign * (y[box]! - y[best]!) || x[box]! - x[best]!;
      if (before < 0) best = box;
    }
    return best;
  }

  /** What an item reads first of all: by its first input, where it has several. */
  private producer(item: number): number {
    return (this.knownMain ??= mainProducers(this.drawn))[item]!;
  }

  /** The first reader for which this is what it reads first of all, else the first one. */
  private consumer(item: number): number {
    const readers = itemsOf(this.drawn.items.consumers, item);
    return readers.find((reader) => this.producer(reader) === item) ?? readers[0] ?? -1;
  }
}

function mainProducers({ plan: { view }, items }: Drawn): Int32Array {
  const { nets } = view;
  const main = new Int32Array(items.count).fill(-1);
  const best = new Float64Array(items.count).fill(Infinity);
  for (let net = 0; net < nets.count; net++) {
    const source = items.ofNode[nets.source[net]!]!;
    for (let entry = nets.start[net]!; entry < nets.start[net + 1]!; entry++) {
      const target = items.ofNode[nets.target[entry]!]!;
      if (target === source) continue;
      const port = nets.port[entry]!;
      const rank = (port < 0 ? aside : port) + (nets.minor[net] === 1 ? 2 * aside : 0);
      if (rank >= best[target]!) continue;
      best[target] = rank;
      main[target] = source;
    }
  }
  return main;
}
