import type { Comparison, SideName, Verdict } from '../graph/compare/comparison.ts';
import type { SideDrawing } from '../graph/compare/union/sideDrawing.ts';
import type { UnionGraph, UnionSizes } from '../graph/compare/union/unionGraph.ts';
import { boxSize } from '../graph/drawing/scene/boxMetrics.ts';
import { type BoxLook, laidOutScene } from '../graph/drawing/scene/laidOutScene.ts';
import type { Scene } from '../graph/drawing/scene/scene.ts';
import type { TextFitter } from '../graph/drawing/text/textFitter.ts';
import { Content } from '../model/graph/content.ts';
import { Shapes } from '../model/shapes.ts';
import type { Say } from '../page.ts';

/** The mark of a box, or none. */
type Mark = NonNullable<BoxLook['mark']>;

const marks: Readonly<Record<Verdict, Mark>> = { same: 'none', changed: 'changed', added: 'added', removed: 'removed' };

/** What is written in the boxes of both models, and what became of each. */
export class CompareContent {
  private readonly contents: Readonly<Record<SideName, Content>>;
  private readonly comparison: Comparison;

  constructor(
    private readonly union: UnionGraph,
    say: Say,
  ) {
    this.comparison = union.comparison;
    const content = (side: SideName): Content => {
      const { view } = this.comparison[side];
      return new Content(view, new Shapes(view.model), say);
    };
    this.contents = { before: content('before'), after: content('after') };
  }

  /** Boxes have room for what either side writes in them. */
  sizes(fitter: TextFitter): UnionSizes {
    const larger = (looks: readonly (BoxLook | undefined)[]) => {
      const sizes = looks.flatMap((look) => (look === undefined ? [] : [boxSize(look, fitter)]));
      const most = (lengths: readonly number[]): number => Math.max(0, ...lengths);
      return { width: most(sizes.map(({ width }) => width)), height: most(sizes.map(({ height }) => height)) };
    };
    const sides = ['before', 'after'] as const;
    return {
      item: (item) => larger(sides.map((side) => this.node(side, this.comparison.items[item]![side]))),
      group: (group) => larger(sides.map((side) => this.group(side, group))),
    };
  }

  /** What one side shows. */
  scene(side: SideName, { graph, drawing, groupOf }: SideDrawing): Scene {
    const content = this.contents[side];
    const { items, itemOfBefore, itemOfAfter } = this.comparison;
    const itemOf = side === 'before' ? itemOfBefore : itemOfAfter;
    const groupMarks = this.groupMarks();
    return laidOutScene(graph, drawing, {
      node: (node) => ({ ...content.node(node), mark: marks[items[itemOf[node]!]!.verdict] }),
      group: (group) => ({
        ...this.group(side, groupOf[group]!)!,
        mark: groupMarks(groupOf[group]!, graph.groupCollapsed[group] === 1),
      }),
      netLabel: (net) => content.netLabel(net),
      targetBadge: (entry) => content.targetBadge(entry),
    });
  }

  private node(side: SideName, node: number): BoxLook | undefined {
    return node < 0 ? undefined : this.contents[side].node(node);
  }

  private group(side: SideName, group: number): BoxLook | undefined {
    const { groups } = this.union;
    const own = groups[side][group]!;
    if (own >= 0) return this.contents[side].group(own);
    // What is in it here, is elsewhere in the model.
    return { title: groups.label[group]!, family: 'other', count: 0 };
  }

  /** What became of what is in a closed group: all of it was added or removed, or something in it differs. */
  private groupMarks(): (group: number, closed: boolean) => Mark {
    const { groups } = this.union;
    const found: Set<Verdict>[] = Array.from({ length: groups.count }, () => new Set());
    this.comparison.items.forEach(({ verdict }, item) => {
      for (let group = groups.ofItem[item]!; group >= 0; group = groups.parent[group]!) found[group]!.add(verdict);
    });
    return (group, closed) => {
      const [only = 'same', ...others] = found[group]!;
      if (!closed) return 'none';
      return others.length === 0 ? marks[only] : 'changed';
    };
  }
}
