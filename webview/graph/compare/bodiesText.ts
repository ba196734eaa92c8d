import type { GraphModel } from '../prepare/graphModel.ts';
import { attributesText } from './align/attributesText.ts';

/** Deeper bodies inside of bodies are not looked into: functions may call each other without end. */
const deepest = 16;

/** What is in the bodies of a node, in short: the same text where they are the same, however their tensors are called. */
export function bodiesText(model: GraphModel, node: number, depth = 0): string {
  const graphs = model.called[node]! >= 0 ? [model.called[node]!] : model.subgraphs(node);
  return depth > deepest ? '' : graphs.map((graph) => graphText(model, graph, depth)).join('|');
}

function graphText(model: GraphModel, graph: number, depth: number): string {
  const { nodeStart, tensorStart } = model.structure.graphs;
  const first = tensorStart[graph]!;
  // Tensors by their places in the graph; those of graphs around it by their names.
  const name = (tensor: number): string => {
    const isInside = tensor >= first && tensor < tensorStart[graph + 1]!;
    const type = `${model.tensorType(tensor)?.name ?? ''}[${model.tensorShape(tensor) ?? '?'}]`;
    return tensor < 0 ? '' : isInside ? `${tensor - first}${type}` : model.tensorName(tensor);
  };
  const texts: string[] = [];
  for (let node = nodeStart[graph]!; node < nodeStart[graph + 1]!; node++) {
    const [read, written] = [Array.from(model.inputs(node), name), Array.from(model.outputs(node), name)];
    const work = `${model.domain(node)}:${model.operator(node)} ${attributesText(model, node)}`;
    texts.push(`${written.join()}=${work}(${read.join()})${bodiesText(model, node, depth + 1)}`);
  }
  return `${texts.join(';')}→${Array.from(model.graphOutputs(graph), name).join()}`;
}
