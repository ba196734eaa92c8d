import { float, int, ints, text } from '../../../src/engine/onnx/attributes.ts';
import type { GrowingGraph, GrownTensor } from '../../fixtures/randomGraph/growing.ts';
import { attention } from './attention.ts';
import { activated, type Block, concatenated, convolution, linear, parted, reshaped, transposed } from './layers.ts';

/** Norm over the last axis: as one node, or in the parts that older exporters write. */
function layerNorm(graph: GrowingGraph, x: GrownTensor): GrownTensor {
  const { net } = graph;
  const width = x.dims.at(-1)!;
  const [scale, bias] = [net.uniform([width], 0.7, 1.3), net.bias(width)];
  if (graph.opset >= 17 && graph.chance(0.6)) return graph.node('LayerNormalization', [x, scale, bias], x.dims);
  const mean = (of: GrownTensor): GrownTensor => {
    const inputs = graph.opset >= 18 ? [of, net.ints([-1])] : [of];
    return graph.node('ReduceMean', inputs, of.dims.with(-1, 1), graph.opset < 18 ? { axes: ints([-1]) } : {});
  };
  const centred = graph.node('Sub', [x, mean(x)], x.dims);
  const variance = mean(graph.node('Mul', [centred, centred], x.dims));
  const deviation = graph.node('Sqrt', [graph.node('Add', [variance, net.scalar(1e-5)], variance.dims)], variance.dims);
  const unit = graph.node('Div', [centred, deviation], x.dims);
  return graph.node('Add', [graph.node('Mul', [unit, scale], x.dims), bias], x.dims);
}

/** A residual with a norm before it, after it, or nowhere. */
function residual(graph: GrowingGraph, x: GrownTensor, inner: Block): GrownTensor {
  const form = graph.random.integer(3);
  const added = inner(graph, form === 0 ? layerNorm(graph, x) : x);
  const sum = graph.node('Add', graph.chance(0.5) ? [added, x] : [x, added], x.dims);
  return form === 1 ? layerNorm(graph, sum) : sum;
}

/** Attention of `heads` heads of 4 channels; fewer keys and values than queries in some. */
function attending(heads: number, keyHeads: number): Block {
  return (graph, x) =>
    residual(graph, x, (_, inner) => {
      const joined = attention(graph, inner, { heads, keyHeads, size: 4 });
      return linear(graph, joined, x.dims.at(-1)!, 0.7);
    });
}

/** x · Φ(x), in parts or as one node. */
function gelu(graph: GrowingGraph, x: GrownTensor): GrownTensor {
  const { net } = graph;
  if (graph.opset >= 20) return graph.node('Gelu', [x], x.dims);
  const erf = graph.node('Erf', [graph.node('Div', [x, net.scalar(Math.SQRT2)], x.dims)], x.dims);
  const product = graph.node('Mul', [x, graph.node('Add', [erf, net.scalar(1)], x.dims)], x.dims);
  return graph.node('Mul', [product, net.scalar(0.5)], x.dims);
}

const perceptron: Block = (graph, x) =>
  residual(graph, x, (_, inner) => {
    const wide = linear(graph, inner, 10);
    return linear(graph, graph.chance(0.5) ? gelu(graph, wide) : activated(graph, wide), x.dims.at(-1)!, 0.7);
  });

/** Two halves, one of which gates the other; of one layer or of two. */
const gatedPerceptron: Block = (graph, x) =>
  residual(graph, x, (_, inner) => {
    const halves = graph.chance(0.5)
      ? parted(graph, linear(graph, inner, 12), [6, 6], inner.dims.length - 1)
      : [linear(graph, inner, 6), linear(graph, inner, 6)];
    const gate = graph.node('Sigmoid', [halves[0]!], halves[0]!.dims);
    return linear(graph, graph.node('Mul', [gate, halves[1]!], gate.dims), x.dims.at(-1)!, 0.7);
  });

const widened: Block = (graph, x) => activated(graph, linear(graph, x, graph.random.pick([6, 8, 12])));

const joined: Block = (graph, x) =>
  linear(graph, concatenated(graph, [activated(graph, linear(graph, x, 5)), x], x.dims.length - 1), 8);

/** A convolution over the steps. */
const overSteps: Block = (graph, x) => {
  const { net } = graph;
  const [batch, steps, width] = x.dims as [number, number, number];
  const groups = graph.random.pick([1, width]);
  const turned = transposed(graph, x, [0, 2, 1]);
  const weight = net.weight([width, width / groups, 3]);
  const same = { pads: ints([1, 1]), group: int(groups) };
  const filtered = graph.node('Conv', [turned, weight, net.bias(width)], [batch, width, steps], same);
  return transposed(graph, activated(graph, { ...filtered }), [0, 2, 1]);
};

/** The steps as a map of one row, through a convolution, and back. */
const asMap: Block = (graph, x) => {
  const { net } = graph;
  const [batch, steps, width] = x.dims as [number, number, number];
  const turned = transposed(graph, linear(graph, x, 6), [0, 2, 1]);
  const map = graph.node('Unsqueeze', [turned, net.ints([2])], [batch, 6, 1, steps]);
  const row = graph.node('Relu', [convolution(graph, map, width)], [batch, width, 1, steps]);
  return transposed(graph, reshaped(graph, row, [batch, width, steps]), [0, 2, 1]);
};

/** A recurrent layer of 6 hidden channels, one way or both. */
function recurrent(opType: 'LSTM' | 'GRU' | 'RNN', gates: number): Block {
  return (graph, x) => {
    const { net, random } = graph;
    const [batch, steps, width] = x.dims as [number, number, number];
    const directions = random.pick([1, 1, 2]);
    const hidden = 6;
    const inputs = [
      transposed(graph, x, [1, 0, 2]),
      net.uniform([directions, gates * hidden, width], -0.5, 0.5),
      net.uniform([directions, gates * hidden, hidden], -0.5, 0.5),
      ...(graph.chance(0.5) ? [net.uniform([directions, 2 * gates * hidden], -0.2, 0.2)] : []),
    ];
    const dims = [steps, directions, batch, hidden];
    const all = graph.node(opType, inputs, dims, {
      hidden_size: int(hidden),
      ...(directions === 2 && { direction: text('bidirectional') }),
    });
    if (directions === 1) {
      return transposed(graph, graph.node('Squeeze', [all, net.ints([1])], [steps, batch, hidden]), [1, 0, 2]);
    }
    const turned = transposed(graph, all, [2, 0, 1, 3]);
    return reshaped(graph, turned, [batch, steps, 2 * hidden]);
  };
}

/** Scores of every pair of steps from a product of the sequence with itself: its channels are summed over, zero or not. */
const gram: Block = (graph, x) => {
  const operator = graph.random.pick(['Sigmoid', 'Relu', 'Neg']);
  const side = (): GrownTensor => graph.node(operator, [linear(graph, x, 6)], x.dims.with(-1, 6));
  const left = side();
  const right = graph.chance(0.5) ? left : side();
  const [batch, steps, width] = x.dims as [number, number, number];
  const scores = graph.node('MatMul', [left, transposed(graph, right, [0, 2, 1])], [batch, steps, steps]);
  // No softmax: it would not see what is the same for all pairs.
  const shares = graph.node('Tanh', [graph.node('Mul', [scores, graph.net.scalar(0.2)], scores.dims)], scores.dims);
  return graph.node('MatMul', [shares, x], [batch, steps, width]);
};

/** What stays in range whatever goes in. */
const squashed: Block = (graph, x) =>
  linear(
    graph,
    graph.node(graph.random.pick(['Tanh', 'Elu']), [linear(graph, x, 7)], x.dims.with(-1, 7)),
    8,
    graph.chance(0.5) ? 1 : 1.2,
  );

/** A sum over the channels: none of them can be left out unless it is zero. */
const summed: Block = (graph, x) => {
  const norm = graph.node('ReduceL2', [x, ...(graph.opset >= 18 ? [graph.net.ints([-1])] : [])], x.dims.with(-1, 1), {
    ...(graph.opset < 18 && { axes: ints([-1]) }),
  });
  const safe = graph.node('Add', [norm, graph.net.scalar(1)], norm.dims);
  return graph.node('Elu', [graph.node('Div', [x, safe], x.dims)], x.dims, { alpha: float(0.5) });
};

/** What networks on sequences [batch, steps, channels] are made of, by name. */
export const sequenceBlocks: Readonly<Record<string, Block>> = {
  singleHead: attending(1, 1),
  fourHeads: attending(4, 4),
  groupedHeads: attending(4, 2),
  ...{ perceptron, gatedPerceptron, widened, joined, overSteps, asMap, gram, squashed, summed },
  ...{ lstm: recurrent('LSTM', 4), gru: recurrent('GRU', 3), rnn: recurrent('RNN', 1) },
};
