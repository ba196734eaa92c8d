import type { GraphView } from '../../graph/drawing/view/graphView.ts';
import type { Item } from '../selection.ts';
import type { Drawn } from './drawn.ts';
import { boxesOf } from './selected.ts';

/** What a search found, marked in the graph also after it was drawn again. */
export class FoundHits {
  private items: readonly Item[] = [];
  private current: Item | undefined;

  constructor(private readonly view: Pick<GraphView, 'setHits'>) {}

  /**
   * @param current index into `nodes` of the one that the person is at, or -1
   * @returns that one
   */
  set(nodes: Uint32Array, inputs: Uint32Array, current: number): Item | undefined {
    this.items = [
      ...Array.from(nodes, (node): Item => ({ kind: 'node', node })),
      ...Array.from(inputs, (tensor): Item => ({ kind: 'tensor', tensor })),
    ];
    this.current = current < 0 ? undefined : this.items[current];
    return this.current;
  }

  clear(): void {
    this.items = [];
    this.current = undefined;
    this.view.setHits([]);
  }

  mark(drawn: Drawn): void {
    if (this.items.length === 0) return this.view.setHits([]);
    const [box = -1] = this.current === undefined ? [] : boxesOf(drawn, [this.current]);
    this.view.setHits(boxesOf(drawn, this.items), box);
  }
}
