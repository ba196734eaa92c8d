import type { LayerMoments } from '../../linear/layerMoments.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import type { Graph } from '../../onnx/graph.ts';
import type { LayerInputs } from './layerInputs.ts';
import { type PrunableWeight, readerIds } from './prunable.ts';

/** What is known of the inputs of a weight: moments of all layers that read it, added up. Undefined where none has fitting ones. */
export function momentsOf(
  graph: Graph,
  weight: PrunableWeight,
  moments: ReadonlyMap<NodeId, LayerMoments>,
): LayerInputs | undefined {
  const { groups, inputs } = weight.matrix;
  const fitting = readerIds(graph, weight).flatMap((id) => {
    const known = moments.get(id);
    const fits = known?.groups === groups && known.inputs === inputs && known.rows > 0;
    return fits && known.squares.every(Number.isFinite) ? [known] : [];
  });
  const [first] = fitting;
  if (first === undefined) return undefined;
  if (readerIds(graph, weight).length === 1) return { squares: first.squares, grams: first.grams, moments: first };
  const haveGrams = fitting.every(({ grams }) => grams.length > 0);
  return {
    squares: added(fitting.map(({ squares }) => squares)),
    grams: haveGrams ? first.grams.map((_, group) => added(fitting.map(({ grams }) => grams[group]!))) : [],
  };
}

function added(vectors: readonly Float64Array[]): Float64Array {
  return vectors[0]!.map((_, index) => vectors.reduce((sum, vector) => sum + vector[index]!, 0));
}

/** ‖x‖ of every input. */
export function normsOf({ squares }: Pick<LayerMoments, 'squares'>): Float64Array {
  return squares.map(Math.sqrt);
}
