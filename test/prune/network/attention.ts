import { int } from '../../../src/engine/onnx/attributes.ts';
import { elementTypeCode } from '../../../src/engine/onnx/elementType.ts';
import type { GrowingGraph, GrownTensor } from '../../fixtures/randomGraph/growing.ts';
import { concatenated, linear, parted, reshaped, transposed } from './layers.ts';

export interface Heads {
  /** Of the queries. */
  readonly heads: number;
  /** Of keys and values: a divisor of `heads`. */
  readonly keyHeads: number;
  /** Channels of each head. */
  readonly size: number;
}

interface Projections {
  /** [batch, heads, steps, size] */
  readonly query: GrownTensor;
  readonly key: GrownTensor;
  readonly value: GrownTensor;
}

/** Scaled dot-product attention of a sequence with itself: what the heads give, side by side, [batch, steps, heads · size]. */
export function attention(graph: GrowingGraph, x: GrownTensor, heads: Heads): GrownTensor {
  const { net } = graph;
  const [batch, steps] = x.dims as [number, number];
  const projections = heads.heads > 1 ? headed(graph, x, heads) : single(graph, x, heads.size);
  const { query, key, value } = graph.chance(0.3) ? turnedByPlace(graph, projections) : projections;
  const rank = query.dims.length;
  const perm = query.dims.map((_, axis) => axis).with(-1, rank - 2);
  const scoreDims = query.dims.with(-1, steps);
  const product = graph.node('MatMul', [query, transposed(graph, key, perm.with(-2, rank - 1))], scoreDims);
  const scaled = graph.chance(0.5)
    ? graph.node('Mul', [product, net.scalar(1 / Math.sqrt(heads.size))], scoreDims)
    : graph.node('Div', [product, rootOfSize(graph, query)], scoreDims);
  const masked = graph.chance(0.3) ? graph.node('Add', [scaled, causal(graph, steps)], scoreDims) : scaled;
  const shares = graph.node('Softmax', [masked], scoreDims, { axis: int(-1) });
  const context = graph.node('MatMul', [shares, value], query.dims);
  if (heads.heads === 1) return context;
  return reshaped(graph, transposed(graph, context, [0, 2, 1, 3]), [batch, steps, heads.heads * heads.size]);
}

/** One head: no dimension for it at all. */
function single(graph: GrowingGraph, x: GrownTensor, size: number): Projections {
  if (graph.chance(0.5)) {
    const [query, key, value] = parted(graph, linear(graph, x, 3 * size), [size, size, size], x.dims.length - 1);
    return { query: query!, key: key!, value: value! };
  }
  return { query: linear(graph, x, size), key: linear(graph, x, size), value: linear(graph, x, size) };
}

function headed(graph: GrowingGraph, x: GrownTensor, { heads, keyHeads, size }: Heads): Projections {
  if (heads === keyHeads && graph.chance(0.4)) return fused(graph, x, heads, size);
  const sizes = [heads * size, keyHeads * size, keyHeads * size];
  const sum = sizes.reduce((total, each) => total + each, 0);
  const flat = graph.chance(0.5)
    ? parted(graph, linear(graph, x, sum), sizes, x.dims.length - 1)
    : sizes.map((each) => linear(graph, x, each));
  const [query, key, value] = flat.map((each, index) => split(graph, each, index === 0 ? heads : keyHeads, size));
  const repeats = heads / keyHeads;
  return { query: query!, key: repeated(graph, key!, repeats), value: repeated(graph, value!, repeats) };
}

/** [batch, steps, heads · size] to [batch, heads, steps, size]. */
function split(graph: GrowingGraph, x: GrownTensor, heads: number, size: number): GrownTensor {
  return transposed(graph, reshaped(graph, x, [...x.dims.slice(0, 2), heads, size]), [0, 2, 1, 3]);
}

/** One layer for queries, keys and values, told apart by a dimension of its own. */
function fused(graph: GrowingGraph, x: GrownTensor, heads: number, size: number): Projections {
  const { net } = graph;
  const [batch, steps] = x.dims as [number, number];
  const apart = reshaped(graph, linear(graph, x, 3 * heads * size), [batch, steps, 3, heads, size]);
  const turned = transposed(graph, apart, [2, 0, 3, 1, 4]);
  const dims = [batch, heads, steps, size];
  const [query, key, value] = [0n, 1n, 2n].map((index) =>
    graph.node('Gather', [turned, net.constant('int64', [], BigInt64Array.of(index))], dims, { axis: int(0) }),
  );
  return { query: query!, key: key!, value: value! };
}

/** Every head `repeats` times, one after the other. */
function repeated(graph: GrowingGraph, x: GrownTensor, repeats: number): GrownTensor {
  if (repeats === 1) return x;
  const { net } = graph;
  const [batch, heads, steps, size] = x.dims as [number, number, number, number];
  const wide = [batch, heads, repeats, steps, size];
  const apart = graph.node('Unsqueeze', [x, net.ints([2])], wide.with(2, 1));
  const many = graph.chance(0.5)
    ? graph.node('Expand', [apart, net.ints([1, 1, repeats, 1, 1])], wide)
    : graph.node('Tile', [apart, net.ints([1, 1, repeats, 1, 1])], wide);
  return reshaped(graph, many, [batch, heads * repeats, steps, size]);
}

/** Rotary embedding of queries and keys: the halves of each head are mixed by angles that grow with the step. */
function turnedByPlace(graph: GrowingGraph, { query, key, value }: Projections): Projections {
  const { net } = graph;
  const [steps, size] = query.dims.slice(-2) as [number, number];
  const [cosines, sines] = [net.uniform([steps, size], -1, 1), net.uniform([steps, size], -1, 1)];
  const turn = (x: GrownTensor): GrownTensor => {
    const [front, back] = parted(graph, x, [size / 2, size / 2], x.dims.length - 1);
    const swapped = concatenated(graph, [graph.node('Neg', [back!], back!.dims), front!], x.dims.length - 1);
    const [along, across] = [
      graph.node('Mul', [x, cosines], x.dims),
      graph.node('Mul', [swapped, sines], x.dims),
    ] as const;
    return graph.node('Add', [along, across], x.dims);
  };
  return { query: turn(query), key: turn(key), value };
}

/** The square root of the size of a head: a constant, or computed from the shape. */
function rootOfSize(graph: GrowingGraph, query: GrownTensor): string {
  const { net } = graph;
  if (graph.chance(0.5)) return net.scalar(Math.sqrt(query.dims.at(-1)!));
  const size = net.node('Slice', [net.node('Shape', [query.name]), net.ints([-1]), net.ints([2 ** 31 - 1])]);
  return net.node('Sqrt', [net.node('Cast', [size], { to: int(elementTypeCode('float32')) })]);
}

function causal(graph: GrowingGraph, steps: number): string {
  const mask = Float32Array.from({ length: steps * steps }, (_, index) =>
    index % steps > Math.floor(index / steps) ? -1e9 : 0,
  );
  return graph.net.constant('float32', [steps, steps], mask);
}
