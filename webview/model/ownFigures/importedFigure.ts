import type { FigureMeaning, GraphNodeData, NodeData } from '../../../src/protocol/nodeData/nodeData.ts';
import { userError } from '../../../src/protocol/userError.ts';
import { isUnit } from '../../graph/drawing/overlay/unit.ts';
import type { GraphModel } from '../../graph/prepare/graphModel.ts';
import type { Figure } from '../figures.ts';

/** A figure from a file, and how much of that file is in it. */
export interface ImportedFigure extends Figure {
  /** Values that the file has, those that are texts too. */
  readonly total: number;
  /** Numbers among them that belong to a node. */
  readonly matched: number;
}

const plain: FigureMeaning = { unit: 'number', scale: 'linear', strong: 'high', combine: 'strongest' };

/**
 * The figure that node data is of a model. Keys are ids of nodes as reports have them, names of output tensors, or names of nodes,
 * in this order; what several nodes are called is taken for the first of them, and the last of several values of a node counts.
 * Of the graphs of a file, the one that is called as the model's counts, or else all. Texts are left out: a graph is coloured by
 * numbers.
 * @param file its name, for the figure and for errors
 * @throws UserError where there is no number, or none that belongs to a node
 */
export function figureOf(nodeData: NodeData, model: GraphModel, file: string): ImportedFigure {
  const graphs = graphsFor(nodeData, model);
  const values = new Float64Array(model.nodeCount).fill(NaN);
  const nodeOf = nodeIndex(model);
  let [total, numbers, matched] = [0, 0, 0];
  let example = '';
  for (const [key, value] of graphs.flatMap(({ results }) => [...results])) {
    total++;
    if (example === '') example = key;
    if (typeof value !== 'number') continue;
    numbers++;
    const node = nodeOf(key);
    if (node === undefined) continue;
    matched++;
    values[node] = value;
  }
  const place = `“${example.slice(0, 80)}”`;
  if (numbers === 0) throw userError('model.node-data-texts', { file, place });
  if (matched === 0) throw userError('model.node-data-other-model', { file, count: total, place });
  const name = graphs[0]?.name ?? file;
  const { unit, scale, strong, combine } = graphs[0]?.meaning ?? plain;
  return {
    ...{ id: `node-data:${file}:${name}`, name, scale, strong, values, total, matched },
    unit: isUnit(unit) ? unit : 'number',
    combine: combine === 'mean' ? { kind: 'mean', weights: parameterWeights(model) } : { kind: combine },
  };
}

function graphsFor({ graphs }: NodeData, model: GraphModel): readonly GraphNodeData[] {
  const main = model.strings[model.structure.graphs.name[0]!]!;
  const own = graphs.filter(({ graphId }) => graphId === main);
  return own.length > 0 ? own : graphs;
}

/** Finds nodes by what files call them. */
function nodeIndex(model: GraphModel): (key: string) => number | undefined {
  const byOutput = new Map<string, number>();
  const byName = new Map<string, number>();
  // Backwards, so that the first of several stays.
  for (let node = model.nodeCount - 1; node >= 0; node--) {
    for (const tensor of model.outputs(node)) if (tensor >= 0) byOutput.set(model.tensorName(tensor), node);
    byName.set(model.nodeName(node), node);
  }
  byOutput.delete('');
  byName.delete('');
  return (key) => model.nodeOfId(key) ?? byOutput.get(key) ?? byName.get(key);
}

/** Of a mean, files do not tell the weights: nodes weigh what they hold, and at least as much as one number. */
function parameterWeights(model: GraphModel): Float64Array {
  return model.structure.nodes.parameters.map((count) => Math.max(1, count || 0));
}
