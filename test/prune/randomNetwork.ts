import fc from 'fast-check';
import { int, text } from '../../src/engine/onnx/attributes.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { GrowingGraph, type GrownTensor } from '../fixtures/randomGraph/growing.ts';
import { ModelBuilder } from '../fixtures/modelBuilder.ts';
import { Random } from '../fixtures/random.ts';
import { convolutionalBlocks, layer } from './network/convolutionalBlocks.ts';
import { type Block, convolution, flattened, linear, pooled, transposed } from './network/layers.ts';
import { sequenceBlocks } from './network/sequenceBlocks.ts';

/** What a random network is made of. The seed decides whatever else there is to decide. */
export interface NetworkPlan {
  /** What runs through the blocks: maps [batch, channels, height, width] or sequences [batch, steps, channels]. */
  readonly body: 'maps' | 'sequences';
  /** Names of blocks, one after the other. */
  readonly blocks: readonly string[];
  readonly seed: number;
}

/** The batch that random networks are run with. */
const batch = 2;
const steps = 5;

/** Plans of up to five blocks, which shrink to few blocks and small seeds. */
export const networkPlans: fc.Arbitrary<NetworkPlan> = fc.oneof(
  plansOf('maps', convolutionalBlocks),
  plansOf('sequences', sequenceBlocks),
);

function plansOf(body: NetworkPlan['body'], blocks: Readonly<Record<string, Block>>): fc.Arbitrary<NetworkPlan> {
  const names = fc.array(fc.constantFrom(...Object.keys(blocks)), { minLength: 1, maxLength: 5 });
  return fc.record({ body: fc.constant(body), blocks: names, seed: fc.nat(1_000_000) });
}

/** The network of a plan, always the same, with weights by which activations stay near a variance of one. */
export function randomNetwork({ body, blocks, seed }: NetworkPlan): Model {
  const choices = new Random(seed);
  const opset = choices.pick([13, 17, 18, 21]);
  const weights = choices.pick(['initializers', 'initializers', 'constant-nodes'] as const);
  const net = new ModelBuilder({ opset, weights, seed: seed + 1, file: `${body}-${blocks.join('-')}-${seed}.onnx` });
  const graph = new GrowingGraph(net, opset);
  const outer = choices.pick(['N', batch]);
  const known = body === 'maps' ? convolutionalBlocks : sequenceBlocks;
  const { x: first, table } = body === 'maps' ? image(graph, outer) : sequence(graph, outer);
  const last = blocks.reduce((x, name) => known[name]!(graph, x), first);
  const outputs = body === 'maps' ? mapHeads(graph, last) : sequenceHeads(graph, last, table);
  for (const output of new Set(outputs.map(({ name }) => name))) net.output(output);
  return net.build();
}

interface Stem {
  readonly x: GrownTensor;
  /** The table of an embedding: [tokens, channels]. */
  readonly table?: string;
}

function image(graph: GrowingGraph, outer: number | string): Stem {
  const x = graph.know(graph.net.input('image', [outer, 3, 8, 8]), [batch, 3, 8, 8]);
  return { x: layer(graph, x, 8, { kernel: 3 }) };
}

/** Sequences of numbers, or of tokens that are looked up, with a vector for each place. */
function sequence(graph: GrowingGraph, outer: number | string): Stem {
  const { net } = graph;
  const dims = [batch, steps, 8];
  if (graph.chance(0.4)) {
    const x = graph.know(net.input('sequence', [outer, steps, 6]), [batch, steps, 6]);
    return { x: linear(graph, x, 8) };
  }
  const ids = net.input('ids', [outer, steps], 'int64');
  const table = net.weight([100, 8], { fanIn: 2 });
  const tokens = graph.node('Gather', [table, ids], dims);
  return { x: graph.node('Add', [tokens, net.uniform([steps, 8], -0.5, 0.5)], dims), table };
}

function mapHeads(graph: GrowingGraph, x: GrownTensor): readonly GrownTensor[] {
  switch (graph.random.integer(4)) {
    case 0: {
      const [rows, height, width] = [x.dims[0]!, x.dims[2]!, x.dims[3]!];
      const scores = convolution(graph, x, 2);
      const scales = graph.net.constant('float32', [4], Float32Array.of(1, 1, 2, 2));
      const large = [rows, 2, 2 * height, 2 * width];
      return [
        graph.node('Resize', [scores, '', scales], large, { mode: text('linear') }),
        classifier(graph, pooled(graph, x)),
      ];
    }
    case 1:
      return [classifier(graph, flattened(graph, x))];
    case 2:
      return [classifier(graph, pooled(graph, x)), convolution(graph, layer(graph, x, 4, { kernel: 3 }), 4)];
    default:
      return [classifier(graph, pooled(graph, x))];
  }
}

function sequenceHeads(graph: GrowingGraph, x: GrownTensor, table: string | undefined): readonly GrownTensor[] {
  if (table !== undefined && graph.chance(0.4)) {
    const back = transposed(graph, { name: table, dims: [100, 8] }, [1, 0]);
    return [graph.node('MatMul', [linear(graph, x, 8), back], x.dims.with(-1, 100))];
  }
  if (graph.chance(0.4)) return [linear(graph, x, 3), classifier(graph, pooled(graph, x))];
  return [classifier(graph, graph.chance(0.7) ? pooled(graph, x) : flattened(graph, x))];
}

function classifier(graph: GrowingGraph, x: GrownTensor): GrownTensor {
  const hidden = graph.chance(0.5) ? graph.node('Relu', [linear(graph, x, 6)], [x.dims[0]!, 6]) : x;
  const logits = linear(graph, hidden, 3);
  return graph.chance(0.5) ? graph.node('Softmax', [logits], logits.dims, { axis: int(-1) }) : logits;
}
