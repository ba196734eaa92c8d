import { boxSize } from '../../graph/drawing/scene/boxMetrics.ts';
import { laidOutScene } from '../../graph/drawing/scene/laidOutScene.ts';
import type { Scene } from '../../graph/drawing/scene/scene.ts';
import type { TextFitter } from '../../graph/drawing/text/textFitter.ts';
import type { GraphDrawing } from '../../graph/layout/drawing.ts';
import type { LayoutGraph } from '../../graph/layout/graph.ts';
import { layoutInput } from '../../graph/prepare/layoutInput.ts';
import { hiddenIn, type Items, itemsSeen } from '../../graph/prepare/walk/items.ts';
import { type ViewGraph, viewKinds } from '../../graph/prepare/view/viewGraph.ts';
import type { Content } from './content.ts';
import type { Ids } from './ids.ts';
import type { Plan } from './plan.ts';

/** What a box stands for, by its number in the view. */
export type Subject =
  { readonly kind: 'node'; readonly node: number } | { readonly kind: 'group'; readonly group: number };

/** A plan as it is drawn: a scene, and what its boxes stand for. */
export class Drawn {
  readonly scene: Scene;
  /** The box that each view node and each group is, or is in. */
  readonly boxOfNode: Int32Array;
  readonly boxOfGroup: Int32Array;
  private readonly subjects: Int32Array;
  private readonly boxOfId = new Map<number, number>();
  private knownEnds: ReadonlyMap<number, readonly number[]> | undefined;
  private knownItems: Items | undefined;

  constructor(
    readonly plan: Plan,
    layout: LayoutGraph,
    drawing: GraphDrawing,
    content: Content,
    ids: Ids,
  ) {
    const isDrawn = (net: number): boolean => drawing.netPath[net] !== drawing.netPath[net + 1];
    const scene = laidOutScene(layout, drawing, {
      node: (node) => content.node(node),
      group: (group) => content.group(group),
      netLabel: (net) => (isDrawn(net) ? content.netLabel(net) : ''),
      targetBadge: (entry) => content.targetBadge(entry),
    });
    this.subjects = scene.boxes.id;
    const id = this.subjects.map((subject) => (subject >= 0 ? ids.nodes[subject]! : ids.groups[-1 - subject]!));
    this.scene = { ...scene, boxes: { ...scene.boxes, id } };
    id.forEach((each, box) => this.boxOfId.set(each, box));
    const { nodes, groups } = plan.view;
    this.boxOfNode = new Int32Array(nodes.count).fill(-1);
    this.boxOfGroup = new Int32Array(groups.count).fill(-1);
    this.subjects.forEach((subject, box) => {
      if (subject >= 0) this.boxOfNode[subject] = box;
      else this.boxOfGroup[-1 - subject] = box;
    });
    hiddenIn(groups.parent, plan.collapsed).forEach((shown, group) => {
      if (shown >= 0) this.boxOfGroup[group] = this.boxOfGroup[shown]!;
    });
    nodes.group.forEach((group, node) => {
      if (this.boxOfNode[node]! < 0) this.boxOfNode[node] = this.boxOfGroup[group]!;
    });
  }

  subject(box: number): Subject {
    const subject = this.subjects[box]!;
    return subject >= 0 ? { kind: 'node', node: subject } : { kind: 'group', group: -1 - subject };
  }

  id(box: number): number {
    return this.scene.boxes.id[box]!;
  }

  /** The box with an id, where it is seen. */
  box(id: number): number | undefined {
    return this.boxOfId.get(id);
  }

  /** The view nodes by which tensors enter or leave. */
  get ends(): ReadonlyMap<number, readonly number[]> {
    return (this.knownEnds ??= endsOf(this.plan.view));
  }

  /** What is seen and how it is connected. */
  get items(): Items {
    return (this.knownItems ??= itemsSeen(this.plan.view, this.plan.collapsed));
  }

  boxOfItem(item: number): number {
    const { nodes } = this.plan.view;
    return item < nodes.count ? this.boxOfNode[item]! : this.boxOfGroup[item - nodes.count]!;
  }

  itemOf(box: number): number {
    const subject = this.subject(box);
    return subject.kind === 'node' ? subject.node : this.plan.view.nodes.count + subject.group;
  }
}

function endsOf({ nodes }: ViewGraph): ReadonlyMap<number, readonly number[]> {
  const ends = new Map<number, number[]>();
  nodes.kind.forEach((kind, node) => {
    if (viewKinds[kind] === 'operator') return;
    const tensor = nodes.tensor[node]!;
    ends.set(tensor, [...(ends.get(tensor) ?? []), node]);
  });
  return ends;
}

/** What the layout of a plan takes. Boxes that are hidden have no size: nothing of them is measured. */
export function layoutOf({ view, collapsed }: Plan, content: Content, fitter: TextFitter): LayoutGraph {
  const hidden = hiddenIn(view.groups.parent, collapsed);
  const nothing = { width: 0, height: 0 };
  return layoutInput(view, collapsed, {
    node: (node) => {
      const group = view.nodes.group[node]!;
      return group >= 0 && hidden[group]! >= 0 ? nothing : boxSize(content.node(node), fitter);
    },
    group: (group) => (hidden[group] === group ? boxSize(content.group(group), fitter) : nothing),
  });
}
