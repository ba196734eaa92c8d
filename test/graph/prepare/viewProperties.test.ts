import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../src/engine/onnx/model.ts';
import { openModel } from '../../../src/engine/onnx/open.ts';
import { role } from '../../../webview/graph/prepare/fold/roles.ts';
import type { GraphModel } from '../../../webview/graph/prepare/graphModel.ts';
import { itemsOf } from '../../../webview/graph/prepare/lists.ts';
import type { PreparedModel } from '../../../webview/graph/prepare/view/prepared.ts';
import { prepare } from '../../../webview/graph/prepare/view/prepared.ts';
import { groupKinds, type Totals, type ViewGraph, viewKinds } from '../../../webview/graph/prepare/view/viewGraph.ts';
import { buildView } from '../../../webview/graph/prepare/view/buildView.ts';
import { exportedTransformer } from '../../fixtures/exportedTransformer.ts';
import { mobileNetV2 } from '../../fixtures/mobileNetV2.ts';
import { branching, calling, looping } from '../../fixtures/nestedGraphs.ts';
import { randomGraph } from '../../fixtures/randomGraph/randomGraph.ts';
import { realModels } from '../../fixtures/realModels.ts';
import { graphModelOf } from '../../fixtures/structureOf.ts';
import { arbitraryDescription, describedModel } from './arbitraryModel.ts';
import { edgesOf, openable, seen } from './seen.ts';

const runs = { numRuns: 80 };

/** Models that are what they are. */
const models: readonly (readonly [string, () => Model])[] = [
  ...realModels.map(({ name, file }) => [name, () => openModel(file)] as const),
  ['MobileNetV2', mobileNetV2],
  ['a transformer', () => exportedTransformer(300)],
  ['branching', branching],
  ['looping', looping],
  ['calling', calling],
  ...Array.from({ length: 40 }, (_, seed) => [`random ${seed}`, () => randomGraph(seed)] as const),
];

let known: readonly PreparedModel[] | undefined;

/** Views of generated models with anything open, and of those that are what they are. */
function always(property: (view: ViewGraph, prepared: PreparedModel) => void): void {
  for (const prepared of (known ??= models.map(([, open]) => prepare(graphModelOf(open()))))) {
    for (let graph = 0; graph < prepared.model.graphCount; graph++) property(buildView(prepared, graph), prepared);
    property(
      opened(prepared, () => true),
      prepared,
    );
  }
  fc.assert(
    fc.property(arbitraryDescription, fc.infiniteStream(fc.boolean()), (description, choices) => {
      const prepared = prepare(graphModelOf(describedModel(description)));
      property(buildView(prepared), prepared);
      property(
        opened(prepared, () => choices.next().value as boolean),
        prepared,
      );
    }),
    runs,
  );
}

/** The main graph, with whatever `wants` to be open of what can be. */
function opened(prepared: PreparedModel, wants: () => boolean): ViewGraph {
  const asked = new Map<string, boolean>();
  for (;;) {
    const open = new Set([...asked].filter(([, is]) => is).map(([key]) => key));
    const view = buildView(prepared, 0, open);
    const fresh = openable(view).filter((key) => !asked.has(key));
    if (fresh.length === 0) return view;
    for (const key of fresh) asked.set(key, wants());
  }
}

const isCalled = ({ called }: GraphModel, node: number): boolean => called[node]! >= 0;

/** Nodes of the graph that is drawn and of the subgraphs in it. */
function nodesWithin({ model, graph }: ViewGraph): readonly number[] {
  const { holder } = model.structure.graphs;
  return [...model.graphOfNode.keys()].filter((node) => {
    let at = model.graphOfNode[node]!;
    while (at !== graph && holder[at]! >= 0) at = model.graphOfNode[holder[at]!]!;
    return at === graph;
  });
}

const columns = ({ nodes, groups, nets, viewOfNode }: ViewGraph): unknown => ({
  nodes: { ...nodes, key: Array.from({ length: nodes.count }, (_, view) => nodes.key(view)) },
  groups,
  nets,
  viewOfNode,
});

describe('every node', () => {
  it('is drawn, folded into one that is, or inside a closed body, and nowhere else', () => {
    always((view, { model, fold }) => {
      const { nodes, viewOfNode } = view;
      const calls = new Set(view.groups.node.filter((node) => node >= 0 && isCalled(model, node)));
      const places = new Map<number, number[]>();
      const put = (node: number, at: number): void => void places.set(node, [...(places.get(node) ?? []), at]);
      for (let at = 0; at < nodes.count; at++) {
        if (nodes.node[at]! >= 0) put(nodes.node[at]!, at);
        for (const folded of itemsOf(nodes.folded, at)) put(folded, at);
      }
      const openHolders = new Set(view.groups.node.filter((node) => node >= 0));
      for (const node of nodesWithin(view)) {
        const holder = model.structure.graphs.holder[model.graphOfNode[node]!]!;
        const shown = viewOfNode[node]!;
        const here = places.get(node) ?? [];
        if (calls.has(node)) expect(here).toEqual([]);
        else if (model.graphOfNode[node] === view.graph || openHolders.has(holder)) {
          // What a function would show with it may be drawn in several places, of which the first counts.
          expect(here).toEqual([shown]);
          expect(nodes.node[shown] === node).toBe(fold.roles[node] === role.drawn);
        } else {
          expect(here).toEqual([]);
          expect(shown).toBe(viewOfNode[holder]);
        }
        expect(shown).toBeGreaterThanOrEqual(0);
      }
    });
  });

  it('that enters or leaves is drawn once', () => {
    always((view) => {
      const { nodes, model, graph } = view;
      const of = (kind: string): readonly number[] =>
        [...nodes.tensor].filter((_, at) => viewKinds[nodes.kind[at]!] === kind);
      const inputs = [...model.graphInputs(graph)].filter((tensor) => !model.isStored(tensor));
      const entering = of('input').filter((tensor) => model.graphOfTensor[tensor] === graph);
      if (model.graphKind(graph) !== 'function') expect(entering).toEqual([...new Set(inputs)]);
      expect(of('output')).toEqual([...model.graphOutputs(graph)]);
      expect(new Set(of('outer')).size).toBe(of('outer').length);
    });
  });
});

describe('totals', () => {
  const figures = ['nodes', 'parameters', 'parameterBytes', 'macs', 'macsUnknown'] as const;
  const sum = (column: Iterable<number>): number => [...column].reduce((all, each) => all + each, 0);

  it('of all that is drawn are the sums of the file, whatever is open', () => {
    always((view, { model }) => {
      if (view.graph !== 0 || model.structure.nodes.callNode.length > 0) return;
      const { parameters, parameterBytes, macs } = model.structure.nodes;
      expect(figures.map((figure) => sum(view.nodes.totals[figure]))).toEqual([
        model.nodeCount,
        sum(parameters),
        sum(parameterBytes),
        sum(macs.filter((count) => !Number.isNaN(count))),
        macs.filter((count) => Number.isNaN(count)).length,
      ]);
    });
  });

  it('keep every weight that a call passes on, whether it is open or not', () => {
    always((view) => {
      if (view.graph !== 0) return;
      const closed = seen(view.model);
      const { graphs, nodes } = view.model.structure;
      const { body } = view.groups;
      const inside = [...body].filter((graph) => graph >= 0 && view.model.graphKind(graph) === 'function');
      const parameters = inside.map((graph) =>
        sum(nodes.parameters.subarray(graphs.nodeStart[graph], graphs.nodeStart[graph + 1])),
      );
      expect(sum(view.nodes.totals.parameters)).toBe(sum(closed.nodes.totals.parameters) + sum(parameters));
    });
  });

  it('of a group are those of what is in it', () => {
    always(({ nodes, groups }) => {
      const totalsOf = (totals: Totals, at: number): readonly number[] => figures.map((figure) => totals[figure][at]!);
      for (let group = 0; group < groups.count; group++) {
        const members = [
          ...[...nodes.group.keys()].filter((at) => nodes.group[at] === group).map((at) => totalsOf(nodes.totals, at)),
          ...[...groups.parent.keys()]
            .filter((at) => groups.parent[at] === group)
            .map((at) => totalsOf(groups.totals, at)),
        ];
        expect(totalsOf(groups.totals, group)).toEqual(
          figures.map((_, index) => sum(members.map((each) => each[index]!))),
        );
      }
    });
  });
});

describe('nets', () => {
  it('lead from and to what is drawn, and each has a reader', () => {
    always(({ nodes, nets }) => {
      expect(nets.start.length).toBe(nets.count + 1);
      expect(nets.start[nets.count]).toBe(nets.target.length);
      for (let net = 0; net < nets.count; net++) {
        expect(nets.start[net + 1]).toBeGreaterThan(nets.start[net]!);
        expect(nets.source[net]).toBeLessThan(nodes.count);
        expect(viewKinds[nodes.kind[nets.source[net]!]!]).not.toBe('output');
      }
      for (const target of nets.target) expect(target).toBeLessThan(nodes.count);
      for (const badge of nets.badge) expect(badge).toBeLessThan(nets.badges.length);
      const known = new Set<string>();
      nets.source.forEach((source, net) => known.add(`${source} ${nets.tensor[net]!} ${nets.minor[net]!}`));
      expect(known.size).toBe(nets.count);
    });
  });

  it('are what a search through the file finds, one tensor at a time', () => {
    always((view, { model, fold }) => {
      if (view.groups.node.some((node) => node >= 0)) return;
      const found = new Set<string>();
      for (const { source, target, tensor, minor } of edgesOf(view))
        if (!minor) found.add(`${source} ${tensor} ${target}`);
      expect([...found].toSorted()).toEqual([...expectedEdges(view, model, fold.roles)].toSorted());
    });
  });

  it('go through the nodes that quantize them, and say what the last of those makes', () => {
    always((view, { model, fold }) => {
      for (const { via, badge } of edgesOf(view)) {
        const quantizing = via.filter((node) => model.operator(node) === 'QuantizeLinear');
        expect(via.every((node) => fold.roles[node] === role.pair)).toBe(true);
        expect(badge === '').toBe(quantizing.length === 0);
      }
    });
  });
});

/** Who reads what of whom in a graph of which nothing is open: `source tensor target`. */
function expectedEdges(view: ViewGraph, model: GraphModel, roles: Uint8Array): ReadonlySet<string> {
  const { nodes, graph, viewOfNode } = view;
  const entry = new Map<number, number>();
  for (let at = 0; at < nodes.count; at++) {
    if (['input', 'outer'].includes(viewKinds[nodes.kind[at]!]!)) entry.set(nodes.tensor[at]!, at);
  }
  const edges = new Set<string>();
  const read = (tensor: number, target: number): void => {
    const producer = tensor < 0 ? -1 : model.producer[tensor]!;
    if (tensor < 0 || model.isStored(tensor)) return;
    if (producer >= 0 && roles[producer] === role.pair) return read(model.inputs(producer)[0]!, target);
    if (producer >= 0 && roles[producer] !== role.drawn) return;
    const home = model.graphOfTensor[tensor]!;
    if (home === graph && producer >= 0) edges.add(`${viewOfNode[producer]} ${tensor} ${target}`);
    else if (home === graph ? entry.has(tensor) : isAround(model, home, graph))
      edges.add(`${entry.get(tensor)} ${tensor} ${target}`);
  };
  const readAll = (node: number, target: number): void => {
    for (const tensor of model.inputs(node)) read(tensor, target);
    for (const inside of model.subgraphs(node)) {
      const { nodeStart } = model.structure.graphs;
      for (let at = nodeStart[inside]!; at < nodeStart[inside + 1]!; at++) readAll(at, target);
      for (const tensor of model.graphOutputs(inside)) read(tensor, target);
    }
  };
  for (let at = 0; at < nodes.count; at++) {
    if (nodes.node[at]! >= 0) readAll(nodes.node[at]!, at);
    else if (viewKinds[nodes.kind[at]!] === 'output') read(nodes.tensor[at]!, at);
  }
  return edges;
}

/** Whether one graph is around another. */
function isAround(model: GraphModel, outer: number, inner: number): boolean {
  const { holder } = model.structure.graphs;
  for (let at = inner; holder[at]! >= 0;) {
    at = model.graphOfNode[holder[at]!]!;
    if (at === outer) return true;
  }
  return false;
}

describe('groups', () => {
  it('come after those around them, each with two members at least unless it is open or a body', () => {
    always(({ groups, nodes }) => {
      const members = new Uint32Array(groups.count);
      for (const group of nodes.group) if (group >= 0) members[group]!++;
      groups.parent.forEach((parent, group) => {
        expect(parent).toBeLessThan(group);
        if (parent >= 0) members[parent]!++;
      });
      groups.kind.forEach((kind, group) => {
        const least = ['opened', 'body'].includes(groupKinds[kind]!) ? 0 : 2;
        expect(members[group]).toBeGreaterThanOrEqual(least);
      });
    });
  });

  it('and nodes are known by keys of their own', () => {
    always(({ groups, nodes }) => {
      expect(new Set(groups.key).size).toBe(groups.count);
      const keys = Array.from({ length: nodes.count }, (_, view) => nodes.key(view));
      expect(new Set(keys).size).toBe(nodes.count);
    });
  });
});

describe('the same model', () => {
  it('looks the same again, bit for bit', () => {
    fc.assert(
      fc.property(arbitraryDescription, (description) => {
        const [one, other] = [0, 1].map(() => seen(graphModelOf(describedModel(description))));
        expect(columns(one!)).toEqual(columns(other!));
      }),
      runs,
    );
    for (const [, open] of models.slice(0, 10)) {
      expect(columns(seen(graphModelOf(open())))).toEqual(columns(seen(graphModelOf(open()))));
    }
  });

  it('is connected the same under other names', () => {
    fc.assert(
      fc.property(arbitraryDescription, (description) => {
        const [one, other] = [true, false].map((named) =>
          seen(graphModelOf(describedModel({ ...description, named }))),
        );
        expect(other!.nets).toEqual(one!.nets);
        expect(other!.nodes.node).toEqual(one!.nodes.node);
        expect(other!.nodes.kind).toEqual(one!.nodes.kind);
      }),
      runs,
    );
  });
});

describe('opening bodies and functions', () => {
  it('adds no line between what was there, and takes none away but those into a function that makes nothing of them', () => {
    always((view, prepared) => {
      if (view.graph !== 0) return;
      const closed = buildView(prepared);
      const before = pairs(closed, (at) => at);
      const after = pairs(view, (at) => closedView(view, closed, at));
      for (const pair of after) expect(before).toContain(pair);
      for (const pair of before) {
        const target = closed.nodes.node[Number(pair.split(' ')[1])]!;
        if (target < 0 || !isCalled(view.model, target)) expect(after).toContain(pair);
      }
    });
  });
});

/** Pairs of different view nodes with a line that is not only for a shape, after `place` put them where they belong. */
function pairs(view: ViewGraph, place: (at: number) => number): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { source, target, minor } of edgesOf(view)) {
    const [from, to] = [place(source), place(target)];
    if (!minor && from !== to) found.add(`${from} ${to}`);
  }
  return found;
}

/** The view node of a drawing in which everything is closed that shows what a view node shows. */
function closedView(view: ViewGraph, closed: ViewGraph, at: number): number {
  const { nodes, groups } = view;
  let outermost = -1;
  for (let group = nodes.group[at]!; group >= 0; group = groups.parent[group]!) {
    if (groups.node[group]! >= 0) outermost = groups.node[group]!;
  }
  const node = outermost >= 0 ? outermost : nodes.node[at]!;
  if (node >= 0) return closed.viewOfNode[node]!;
  return [...closed.nodes.tensor.keys()].find(
    (each) => closed.nodes.tensor[each] === nodes.tensor[at] && closed.nodes.kind[each] === nodes.kind[at],
  )!;
}
