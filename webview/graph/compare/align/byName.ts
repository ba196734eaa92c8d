import { itemsOf } from '../../prepare/lists.ts';
import { type Pairs, nobody } from './pairs.ts';
import { kindOf, type Side, type Sides } from './side.ts';

/** Names by which the view nodes of a side are known: what they write, and for tensors that enter or leave their own. */
export class TensorNames {
  private readonly nodes = new Map<string, number>();
  private readonly all: readonly (readonly string[])[];

  constructor(private readonly side: Side) {
    this.all = Array.from({ length: side.view.nodes.count }, (_, node) => this.namesOf(node));
    // A name of its own goes before one that a node has by what quantizes its output.
    this.all.forEach(([own = ''], node) => this.note(own, node));
    this.all.forEach((names, node) => names.slice(1).forEach((name) => this.note(name, node)));
  }

  /** The names of a view node, its own first. */
  of(node: number): readonly string[] {
    return this.all[node]!;
  }

  find(name: string): number {
    return this.nodes.get(name) ?? nobody;
  }

  private note(name: string, node: number): void {
    if (!this.nodes.has(name)) this.nodes.set(name, node);
  }

  private namesOf(node: number): readonly string[] {
    const { view } = this.side;
    const { model, nodes } = view;
    const key = nodes.key(node);
    const own = nodes.node[node]!;
    if (own < 0) return [key];
    // What is before the name of the tensor: the graph, and the calls that lead to it.
    const id = model.nodeId(own);
    const path = model.strings[model.structure.graphs.path[model.graphOfNode[own]!]!]!;
    const around = key.slice(0, key.length - id.length) + path;
    const names = [key];
    for (const folded of itemsOf(nodes.folded, node)) {
      if (!quantizing.test(model.operator(folded))) continue;
      for (const tensor of model.outputs(folded)) if (tensor >= 0) names.push(around + model.tensorName(tensor));
    }
    return names;
  }
}

/** The names of both sides. */
export interface BothNames {
  readonly before: TensorNames;
  readonly after: TensorNames;
}

const quantizing = /^(Quantize|Dequantize)Linear$/;

/**
 * Whether a name has a number at its end, such as `142`, `input.4` or `/mlp/MatMul_1_output_0`. Exporters that number give other
 * nodes the same names as soon as one node is added.
 */
function isNumbered(name: string): boolean {
  const last = name.slice(name.lastIndexOf('/') + 1).replace(/_output_\d+$/, '');
  return /^[A-Za-z:]*[._]?\d+$/.test(last);
}

/** What has to be the same of two nodes of one name: a numbered name is not enough by itself, unless nothing else is left. */
function labelFor(name: string, lenient: boolean): 'computed' | 'work' {
  return lenient || !isNumbered(name) ? 'computed' : 'work';
}

/** Pairs what writes a tensor of the same name, as far as it is alike. */
export function pairByTensorName({ before, after }: Sides, names: BothNames, pairs: Pairs, lenient: boolean): void {
  const { count } = before.view.nodes;
  const pair = (node: number, name: string): void => {
    const other = names.after.find(name);
    const label = labelFor(name, lenient);
    if (other !== nobody && before[label][node] === after[label][other]) pairs.add(node, other);
  };
  for (let node = 0; node < count; node++) pair(node, names.before.of(node)[0]!);
  // Names that only one of the models has for what is before or after a quantization.
  for (let node = 0; node < count; node++) for (const name of names.before.of(node)) pair(node, name);
}

/** Pairs operators whose names no other node of their model has, as far as they are alike. */
export function pairByNodeName({ before, after }: Sides, pairs: Pairs, lenient: boolean): void {
  const others = nodesByName(after);
  for (const [name, node] of nodesByName(before)) {
    const other = others.get(name) ?? nobody;
    const label = labelFor(name, lenient);
    if (node === nobody || other === nobody || before[label][node] !== after[label][other]) continue;
    pairs.add(node, other);
  }
}

/** View nodes by their names; {@link nobody} for a name of several. */
function nodesByName({ view }: Side): ReadonlyMap<string, number> {
  const { model, nodes } = view;
  const found = new Map<string, number>();
  for (let node = 0; node < nodes.count; node++) {
    const own = nodes.node[node]!;
    const name = own < 0 ? '' : model.nodeName(own);
    if (name !== '') found.set(name, found.has(name) ? nobody : node);
  }
  return found;
}

/** Pairs tensors that enter, and those that leave: by their names, and the others by their places. */
export function pairEnds({ before, after }: Sides, names: BothNames, pairs: Pairs): void {
  for (let node = 0; node < before.view.nodes.count; node++) {
    const other = names.after.find(names.before.of(node)[0]!);
    const isEnd = kindOf(before.view, node) !== 'operator' && other !== nobody;
    if (isEnd && before.computed[node] === after.computed[other]) pairs.add(node, other);
  }
  for (const kind of ['input', 'output'] as const) {
    const ends = (side: Side, partners: Int32Array): readonly number[] =>
      Array.from({ length: side.view.nodes.count }, (_, node) => node).filter(
        (node) => kindOf(side.view, node) === kind && partners[node] === nobody,
      );
    const ones = ends(before, pairs.afterOf);
    const others = ends(after, pairs.beforeOf);
    // Of different numbers, nothing says which is which.
    if (ones.length === others.length) ones.forEach((one, index) => pairs.add(one, others[index]!));
  }
}
