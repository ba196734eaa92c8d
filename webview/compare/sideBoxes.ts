import type { SideName } from '../graph/compare/comparison.ts';
import type { SideDrawing } from '../graph/compare/union/sideDrawing.ts';
import type { UnionGraph } from '../graph/compare/union/unionGraph.ts';
import { groupId, nodeId } from '../graph/drawing/scene/laidOutScene.ts';
import type { Scene } from '../graph/drawing/scene/scene.ts';

/** Which box of a side's scene stands for which item, and which for which group, of both models together. */
export class SideBoxes {
  private readonly boxOfId: ReadonlyMap<number, number>;
  private readonly itemOfNode: Uint32Array;
  private readonly groupOfId: ReadonlyMap<number, number>;

  constructor(
    private readonly union: UnionGraph,
    private readonly side: SideName,
    private readonly scene: Scene,
    private readonly drawn: SideDrawing,
  ) {
    const { itemOfBefore, itemOfAfter } = union.comparison;
    this.itemOfNode = side === 'before' ? itemOfBefore : itemOfAfter;
    this.boxOfId = new Map(Array.from(scene.boxes.id, (id, box) => [id, box]));
    this.groupOfId = new Map(Array.from(drawn.groupOf, (group, number) => [groupId(number), group]));
  }

  /** The item of a box; undefined for groups. */
  itemOf(box: number): number | undefined {
    const id = this.scene.boxes.id[box]!;
    return this.groupOfId.has(id) ? undefined : this.itemOfNode[id];
  }

  /** The group of a box, by its number in the union; undefined for nodes. */
  groupOf(box: number): number | undefined {
    return this.groupOfId.get(this.scene.boxes.id[box]!);
  }

  /** The box of an item, or -1 where this side has none, or it is in a closed group. */
  ofItem(item: number): number {
    const node = this.union.comparison.items[item]![this.side];
    return node < 0 ? -1 : (this.boxOfId.get(nodeId(node)) ?? -1);
  }

  /** The box of a group, or -1. */
  ofGroup(group: number): number {
    return this.boxOfId.get(groupId(this.drawn.groupOf.indexOf(group))) ?? -1;
  }
}
