import { describe, expect, it } from 'vitest';
import { branching, calling, looping, withFunctions } from '../../../test/fixtures/nestedGraphs.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { mobileNetV2 } from '../../../test/fixtures/mobileNetV2.ts';
import { QdqBuilder } from '../../../test/fixtures/qdqBuilder.ts';
import { randomGraph } from '../../../test/fixtures/randomGraph/randomGraph.ts';
import { realModels } from '../../../test/fixtures/realModels.ts';
import { graphModelOf, structureOf } from '../../../test/fixtures/structureOf.ts';
import { userErrorOf } from '../../../test/fixtures/userErrorOf.ts';
import { float, int, ints, makeNode, tensorValue, text } from '../../engine/onnx/attributes.ts';
import { onnx } from '../../engine/onnx/generated/onnx.js';
import type { Graph } from '../../engine/onnx/graph.ts';
import type { Model } from '../../engine/onnx/model.ts';
import { openModel } from '../../engine/onnx/open.ts';
import { countMacs } from '../../engine/profile/nodeMacs.ts';
import { profileNodes } from '../../engine/profile/nodeProfile.ts';
import { inspectModel } from '../../engine/report/inspect.ts';
import { declaredTypes } from '../../engine/runtime/tensorTypes.ts';
import { noString } from '../../protocol/graph/structure.ts';
import { transferables } from '../../protocol/graph/transferables.ts';

const models: Readonly<Record<string, () => Model>> = {
  ...Object.fromEntries(realModels.map(({ name, file }) => [name, () => openModel(file)])),
  MobileNetV2: mobileNetV2,
  branching,
  looping,
  calling,
  ...Object.fromEntries(Array.from({ length: 30 }, (_, seed) => [`random ${seed}`, () => randomGraph(seed)])),
};

/** Graphs in the order of their numbers: the main one, functions, then subgraphs, outer ones first. */
function graphsOf(model: Model): readonly Graph[] {
  return [...model.graphs()];
}

describe.each(Object.entries(models))('the structure of %s', (_name, open) => {
  it('has every node of every graph under its id, with what it reads and writes', () => {
    const model = open();
    const seen = graphModelOf(model);
    const expected = graphsOf(model).flatMap((graph) =>
      [...graph.nodes].map((node) => ({
        id: graph.id(node),
        operator: node.opType,
        name: node.name,
        inputs: node.input,
        outputs: node.output,
        attributes: node.attribute.map(({ name }) => name),
      })),
    );
    const names = (tensors: Int32Array) => Array.from(tensors, (tensor) => (tensor < 0 ? '' : seen.tensorName(tensor)));
    const { attributeStart, attributeName } = seen.structure.nodes;
    const actual = expected.map((_, node) => ({
      id: seen.nodeId(node),
      operator: seen.operator(node),
      name: seen.nodeName(node),
      inputs: names(seen.inputs(node)),
      outputs: names(seen.outputs(node)),
      attributes: Array.from(
        attributeName.subarray(attributeStart[node], attributeStart[node + 1]),
        (index) => seen.strings[index],
      ),
    }));
    expect(seen.nodeCount).toBe(expected.length);
    expect(actual).toEqual(expected);
  });

  it('says of each tensor where it comes from and what it is', () => {
    const model = open();
    const seen = graphModelOf(model);
    const { elements } = seen.structure.tensors;
    for (const [number, graph] of graphsOf(model).entries()) {
      const { tensorStart } = seen.structure.graphs;
      for (let tensor = tensorStart[number]!; tensor < tensorStart[number + 1]!; tensor++) {
        const name = seen.tensorName(tensor);
        const stored = graph.defines(name) ? model.constantHeader(graph, name) : undefined;
        const producer = graph.producer(name);
        const kind = stored
          ? producer
            ? 'constant'
            : 'initializer'
          : producer
            ? graph.isOutput(name)
              ? 'output'
              : 'activation'
            : graph.isInput(name)
              ? 'input'
              : 'missing';
        expect([name, seen.tensorKind(tensor)]).toEqual([name, kind]);
        expect(seen.producer[tensor]! < 0 ? undefined : seen.nodeId(seen.producer[tensor]!)).toBe(
          producer && graph.id(producer),
        );
        if (stored === undefined) continue;
        expect(seen.tensorType(tensor)?.name).toBe(stored.type);
        expect(seen.tensorShape(tensor)).toBe(stored.dims.join('×'));
        expect(elements[tensor]).toBe(stored.dims.reduce((product, dim) => product * dim, 1));
      }
    }
  });

  it('has the parameters and multiplications that the engine counts', () => {
    const model = open();
    const seen = graphModelOf(model);
    const types = declaredTypes(model);
    const { parameters, parameterBytes, macs } = seen.structure.nodes;
    const holds = (node: number): boolean => seen.subgraphs(node).length > 0 || seen.called[node]! >= 0;
    for (const profile of profileNodes(model, types)) {
      const node = seen.nodeOfId(profile.node)!;
      const actual = { parameters: parameters[node], parameterBytes: parameterBytes[node] };
      expect({ id: profile.node, ...actual }).toEqual({
        id: profile.node,
        parameters: profile.parameters,
        parameterBytes: profile.parameterBytes,
      });
      if (!holds(node)) expect([profile.node, macs[node]]).toEqual([profile.node, profile.macs ?? Number.NaN]);
    }
    expect(seen.structure.facts.inspection).toEqual({
      ...inspectModel(model),
      macs: { ...countMacs(model, types), measured: false },
    });
  });

  it('can be handed over to another thread, and is made the same again', () => {
    const model = open();
    const structure = structureOf(model);
    const again = structureOf(model);
    expect(structuredClone(structure, { transfer: transferables(structure) })).toEqual(again);
    expect(structure.nodes.input.byteLength).toBe(0);
  });
});

describe('graphs in graphs', () => {
  it('know the node and the attribute that hold them', () => {
    const seen = graphModelOf(branching());
    const { holder, attribute, path, name } = seen.structure.graphs;
    const holding = seen.nodeOfId('y')!;
    expect([...holder]).toEqual([-1, holding, holding]);
    expect(Array.from(attribute, (index) => seen.strings[index])).toEqual(['', 'then_branch', 'else_branch']);
    expect(Array.from(path, (index) => seen.strings[index])).toEqual(['', 'y/then_branch/', 'y/else_branch/']);
    expect(Array.from(name, (index) => seen.strings[index])).toEqual(['main', 'then', 'else']);
    expect(seen.subgraphs(holding)).toEqual([1, 2]);
  });

  it('read tensors of the graphs around them', () => {
    const seen = graphModelOf(branching());
    const outer = seen.outputs(seen.nodeOfId('outer')!)[0]!;
    expect(seen.inputs(seen.nodeOfId('y/then_branch/inner')!)[0]).toBe(outer);
    expect(seen.inputs(seen.nodeOfId('y/else_branch/else_y')!)[0]).toBe(outer);
    expect(seen.graphOfTensor[outer]).toBe(0);
  });

  it('are called by nodes where they are functions', () => {
    const seen = graphModelOf(calling());
    const called = (id: string): string | undefined => {
      const graph = seen.called[seen.nodeOfId(id)!]!;
      return graph < 0 ? undefined : seen.strings[seen.structure.graphs.name[graph]!];
    };
    expect(['first', 'between', 'second', 'own::twice/halved'].map(called)).toEqual([
      'twice',
      undefined,
      'twice',
      'half',
    ]);
  });

  it('make the cost of what holds or calls them unknown, unless nothing in them costs', () => {
    const { macs } = graphModelOf(branching()).structure.nodes;
    // Relu and If, then Relu and MatMul in one branch, Neg in the other.
    expect([...macs]).toEqual([0, Number.NaN, 0, Number.NaN, 0]);
    expect([...graphModelOf(calling()).structure.nodes.macs].every((count) => count === 0)).toBe(true);
  });

  it('may not call themselves, by whatever way', () => {
    const net = new ModelBuilder({ opset: 17, domains: { own: 1 } });
    const model = net.output(net.node('ping', [net.input('x', [4])], {}, { domain: 'own' })).build();
    const call = (name: string) => [makeNode(name, ['a'], ['b'], { domain: 'own' })];
    const recursive = withFunctions(model, [
      { name: 'ping', inputs: ['a'], outputs: ['b'], nodes: call('pong') },
      { name: 'pong', inputs: ['a'], outputs: ['b'], nodes: call('ping') },
    ]);
    expect(userErrorOf(() => structureOf(recursive))).toEqual({
      code: 'onnx.recursive-function',
      args: { file: 'fixture.onnx', functions: 'ping → pong → ping' },
    });
  });
});

describe('what a node says', () => {
  it('has its attributes in short', () => {
    const net = new ModelBuilder();
    const attributes = {
      kernel_shape: ints([3, 3]),
      group: int(1),
      alpha: float(0.1),
      auto_pad: text('SAME_UPPER'),
      value: tensorValue(net.model.tensor('', 'int64', [2, 3], new BigInt64Array(6))),
      long: ints(Array.from({ length: 100 }, (_, index) => index)),
    };
    const seen = graphModelOf(net.output(net.node('Odd', [net.input('x', [1])], attributes)).build());
    const shown = Object.keys(attributes).map((name) => seen.attribute(0, name));
    expect(shown.slice(0, 5)).toEqual(['[3, 3]', '1', '0.1', 'SAME_UPPER', 'int64 2×3']);
    expect(shown[5]).toMatch(/^\[0, 1, .* 63, …\]$/);
  });

  it('has the module that PyTorch notes, in preference to its longer form', () => {
    const net = new ModelBuilder();
    const names = [net.input('x', [1])];
    for (const output of ['a', 'b', 'c']) names.push(net.node('Relu', [names.at(-1)!], {}, { output }));
    const model = net.output('c').build();
    const entry = (key: string, value: string) => onnx.StringStringEntryProto.create({ key, value });
    model.graph.producer('a')!.metadataProps = [entry('namespace', 'long'), entry('pkg.torch.onnx.name_scopes', '[]')];
    model.graph.producer('b')!.metadataProps = [entry('other', 'x'), entry('namespace', 'net/layer')];
    const seen = graphModelOf(model);
    const scopes = Array.from(seen.structure.nodes.scope, (scope) => (scope === noString ? null : seen.strings[scope]));
    expect(scopes).toEqual(['[]', 'net/layer', null]);
  });
});

it('tensors that nothing gives are told apart', () => {
  const net = new ModelBuilder();
  const model = net.output(net.node('Add', [net.input('x', [1]), 'nowhere'])).build();
  const seen = graphModelOf(model);
  const missing = seen.inputs(0)[1]!;
  expect([seen.tensorName(missing), seen.tensorKind(missing)]).toEqual(['nowhere', 'missing']);
});

it('quantized weights count for the nodes that read them through DequantizeLinear', () => {
  const net = new QdqBuilder({ opset: 17 });
  const x = net.pair(net.input('x', [1, 16, 8, 8]));
  const seen = graphModelOf(net.output(net.conv(x)).build());
  const { parameters, parameterBytes } = seen.structure.nodes;
  const conv = [...parameters.keys()].find((node) => seen.operator(node) === 'Conv')!;
  const [weights, biases] = [16 * 16 * 9 + 2, 16 + 2];
  expect(parameters[conv]).toBe(weights + biases);
  expect(parameterBytes[conv]).toBe(16 * 16 * 9 + 4 + 1 + 16 * 4 + 4 + 4);
});
