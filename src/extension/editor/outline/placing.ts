import { modulePath } from '../../../protocol/graph/modulePath.ts';
import { nodeId } from '../../../protocol/graph/nodeId.ts';
import { type ModelStructure, noString } from '../../../protocol/graph/structure.ts';
import { StringTableReader } from '../../../protocol/graph/stringTable.ts';
import { Module } from './module.ts';

/** How many strings or nodes are dealt with before others get their turn: some milliseconds' worth. */
const atOnce = 500;

/** Lets others get their turn. */
export type Pause = () => Promise<void>;

/** All nodes of a model, by the modules that their names tell. */
export interface Placed {
  readonly strings: readonly string[];
  /** Each graph as a whole. */
  readonly graphs: readonly Module[];
  /** The module that each node is in. */
  readonly moduleOf: readonly Module[];
  readonly nodeOfId: ReadonlyMap<string, number>;
  readonly ids: readonly string[];
}

/** Finds the place of every node. The thread is never held for more than some milliseconds, however many there are. */
export async function placeNodes(structure: ModelStructure, pause: Pause): Promise<Placed> {
  const strings: string[] = [];
  const reader = new StringTableReader(structure.strings);
  while (reader.left > 0) {
    for (const text of reader.take(atOnce)) strings.push(text);
    await pause();
  }
  const { kind, nodeStart, path } = structure.graphs;
  const graphs = Array.from(kind, (_, graph) => new Module(graph, '', undefined));
  const moduleOf: Module[] = [];
  const ids: string[] = [];
  const nodeOfId = new Map<string, number>();
  for (const [graph, whole] of graphs.entries()) {
    const end = nodeStart[graph + 1] ?? 0;
    for (let node = nodeStart[graph] ?? 0; node < end; node++) {
      const told = new NodeTexts(structure, strings, node);
      const module = whole.at(modulePath(told));
      module.entries.push(node);
      moduleOf.push(module);
      const id = nodeId(strings[path[graph] ?? noString] ?? '', told);
      ids.push(id);
      // The first, where the ids of a broken model are not different.
      if (!nodeOfId.has(id)) nodeOfId.set(id, node);
      if (node % atOnce === atOnce - 1) await pause();
    }
  }
  return { strings, graphs, moduleOf, nodeOfId, ids };
}

/** What the file tells of a node in words. */
export class NodeTexts {
  readonly operator: string;
  readonly name: string;
  readonly scope: string | undefined;
  readonly outputs: readonly string[];

  constructor({ nodes, tensors }: ModelStructure, strings: readonly string[], node: number) {
    const text = (index = noString): string => strings[index] ?? '';
    const scope = nodes.scope[node] ?? noString;
    const outputs = nodes.output.subarray(nodes.outputStart[node], nodes.outputStart[node + 1]);
    this.operator = text(nodes.operator[node]);
    this.name = text(nodes.name[node]);
    this.scope = scope === noString ? undefined : text(scope);
    this.outputs = Array.from(outputs, (tensor) => (tensor < 0 ? '' : text(tensors.name[tensor])));
  }

  /** Name of its first output; empty where it has none. */
  get output(): string {
    return this.outputs[0] ?? '';
  }
}
