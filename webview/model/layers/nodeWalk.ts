import type { GraphModel } from '../../graph/prepare/graphModel.ts';
import { itemsOf, lists } from '../../graph/prepare/lists.ts';
import type { Items } from '../../graph/prepare/walk/items.ts';
import { siblings } from '../../graph/prepare/walk/walk.ts';

/** What a node is to another. */
export type Relation = 'producer' | 'consumer' | 'sibling';

/** A step from a node to one that is connected with it. */
export interface Step {
  readonly relation: Relation;
  /** Among those with this relation, from 1. */
  readonly position: number;
  readonly count: number;
  readonly node: number;
}

/** Goes through the nodes of a model along what they write and read. Going back leads to where one came from. */
export class NodeWalk {
  private items: Items | undefined;
  private last: { readonly from: number; readonly to: number } | undefined;

  constructor(private readonly model: GraphModel) {}

  /**
   * @param by for siblings 1 leads to the next, −1 to the one before
   * @param isShown where several can be gone to, one that is shown comes before one that is not
   * @returns undefined where there is no such node
   */
  step(from: number, relation: Relation, by: 1 | -1, isShown: (node: number) => boolean): Step | undefined {
    const all = this.related(from, relation);
    const inTurn = relation === 'sibling' ? turned(all, all.indexOf(from), by) : this.backFirst(all, from);
    const node = inTurn.find(isShown) ?? inTurn[0];
    if (node === undefined) return undefined;
    if (isShown(node)) this.last = { from, to: node };
    return { relation, node, position: all.indexOf(node) + 1, count: all.length };
  }

  private related(node: number, relation: Relation): readonly number[] {
    const { model } = this;
    switch (relation) {
      case 'producer':
        return different([...model.inputs(node)].map((tensor) => (tensor < 0 ? -1 : model.producer[tensor]!)));
      case 'consumer':
        return different(
          [...model.outputs(node)].flatMap((tensor) => (tensor < 0 ? [] : [...itemsOf(model.consumers, tensor)])),
        );
      case 'sibling':
        return siblings((this.items ??= itemsOfModel(model)), node).filter(
          (each) => model.graphOfNode[each] === model.graphOfNode[node],
        );
    }
  }

  private backFirst(all: readonly number[], from: number): readonly number[] {
    const back = this.last?.to === from ? this.last.from : undefined;
    return back !== undefined && all.includes(back) ? [back, ...all] : all;
  }
}

/** The others, from the one beside on. */
function turned(all: readonly number[], at: number, by: 1 | -1): readonly number[] {
  const others = [...all.slice(at + 1), ...all.slice(0, at)];
  return by === 1 ? others : others.toReversed();
}

function different(nodes: readonly number[]): readonly number[] {
  return [...new Set(nodes)].filter((node) => node >= 0);
}

/** Nodes as items, connected by what is computed: many that have nothing in common read the same constant. */
function itemsOfModel(model: GraphModel): Items {
  const count = model.nodeCount;
  const each = (add: (producer: number, consumer: number) => void): void => {
    for (let node = 0; node < count; node++) {
      for (const tensor of model.inputs(node)) {
        if (tensor < 0 || model.isStored(tensor)) continue;
        const producer = model.producer[tensor]!;
        if (producer >= 0) add(producer, node);
      }
    }
  };
  return {
    count,
    ofNode: Uint32Array.from({ length: count }, (_, node) => node),
    consumers: lists(count, (add) => each(add)),
    producers: lists(count, (add) => each((producer, consumer) => add(consumer, producer))),
  };
}
