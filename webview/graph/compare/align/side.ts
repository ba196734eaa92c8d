import { type Lists, lists } from '../../prepare/lists.ts';
import type { PreparedModel } from '../../prepare/view/prepared.ts';
import { type GroupKind, groupKinds, type ViewGraph, type ViewKind, viewKinds } from '../../prepare/view/viewGraph.ts';
import { attributesText } from './attributesText.ts';
import { foldedValues } from './foldedValues.ts';
import { Numbering } from './numbering.ts';
import { computes } from './replacements.ts';

/** A model that is compared, with what is drawn of it. */
export interface ComparedModel {
  readonly prepared: PreparedModel;
  readonly view: ViewGraph;
}

/** One side of a comparison: what its view nodes do, and how they are connected. Numbers mean the same on both sides. */
export interface Side extends ComparedModel {
  /** What each view node computes, so that operators which replace each other have the same number. */
  readonly computed: Uint32Array;
  /** The same, and with which attributes and with weights of which shape. */
  readonly work: Uint32Array;
  /** The module each is in, by the names of nodes. */
  readonly module: Uint32Array;
  /** Whether a weight tells a node from others. */
  readonly weighted: Uint8Array;
  /** The view node that each entry of the nets' targets comes from. */
  readonly entrySource: Uint32Array;
  /** Entries of the nets' targets by the view node that reads, and by the one that writes. */
  readonly read: Lists;
  readonly written: Lists;
  /** See `foldedValues`: one for each tensor of the model. */
  readonly values: Int32Array;
}

/** Both sides of a comparison. */
export interface Sides {
  readonly before: Side;
  readonly after: Side;
}

export function sidesOf(before: ComparedModel, after: ComparedModel): Sides {
  const numbering = new Numbering();
  return { before: sideOf(before, numbering), after: sideOf(after, numbering) };
}

export function kindOf({ nodes }: ViewGraph, node: number): ViewKind {
  return viewKinds[nodes.kind[node]!]!;
}

/** Domain and name of an operator; empty for what is none. */
export function operatorOf({ view: { model, nodes } }: Side, node: number): string {
  const own = nodes.node[node]!;
  return own < 0 ? '' : `${model.domain(own)}:${model.operator(own)}`;
}

function sideOf({ prepared, view }: ComparedModel, numbering: Numbering): Side {
  const { nodes, nets } = view;
  const { model } = prepared;
  const computed = new Uint32Array(nodes.count);
  const work = new Uint32Array(nodes.count);
  const weighted = new Uint8Array(nodes.count);
  for (let node = 0; node < nodes.count; node++) {
    const own = nodes.node[node]!;
    const tensor = nodes.tensor[node]!;
    const shape = tensor < 0 ? '' : (model.tensorShape(tensor) ?? '?');
    const kind = kindOf(view, node);
    const what = own < 0 ? `(${kind})` : computes(model.domain(own), model.operator(own));
    computed[node] = numbering.of(`computes:${what}`);
    work[node] = numbering.of(`work:${what}:${shape}\n${own < 0 ? '' : attributesText(model, own)}`);
    weighted[node] = Number(own >= 0 && tensor >= 0);
  }
  const entrySource = new Uint32Array(nets.target.length);
  for (let net = 0; net < nets.count; net++) entrySource.fill(nets.source[net]!, nets.start[net], nets.start[net + 1]);
  const byReader = lists(nodes.count, (add) => nets.target.forEach((target, entry) => add(target, entry)));
  const byWriter = lists(nodes.count, (add) => entrySource.forEach((source, entry) => add(source, entry)));
  return {
    ...{ prepared, view, computed, work, weighted, entrySource },
    ...{ read: byReader, written: byWriter },
    module: modulesOf(view, numbering),
    values: foldedValues(prepared, numbering),
  };
}

/** Groups that names or bodies make, which mean the same in both models. */
const moduleKinds: ReadonlySet<GroupKind> = new Set(['scope', 'opened', 'body']);

export function isModule({ groups }: ViewGraph, group: number): boolean {
  return moduleKinds.has(groupKinds[groups.kind[group]!]!);
}

/** The innermost module or open body around each view node; blocks that were only found to repeat are none. */
function modulesOf(view: ViewGraph, numbering: Numbering): Uint32Array {
  const { nodes, groups } = view;
  const ofGroup = new Uint32Array(groups.count);
  const outside = numbering.of('module');
  for (let group = 0; group < groups.count; group++) {
    const parent = groups.parent[group]!;
    ofGroup[group] = isModule(view, group)
      ? numbering.of(`module:${groups.key[group]!}`)
      : parent < 0
        ? outside
        : ofGroup[parent]!;
  }
  return Uint32Array.from(nodes.group, (group) => (group < 0 ? outside : ofGroup[group]!));
}
