import type { GroupTree } from '../hierarchy/groupTree.ts';

/** A tensor as seen in one drawing of a graph. */
export interface TensorIn {
  readonly instance: Instance;
  readonly tensor: number;
}

/** One drawing of a graph: the one that is looked at, an open body inside of it, or an open function where it is called. */
export interface Instance {
  readonly graph: number;
  /** The drawing that this one is open in, and the node there that holds or calls it. */
  readonly parent: Instance | undefined;
  /** What the drawings of one function are told apart by: the calls it is inside of. Empty where it is in none. */
  readonly key: string;
  readonly group: GroupTree;
  /** View nodes of the graph's nodes, by their place in the graph; -1 for those that have none. */
  readonly viewOf: Int32Array;
  /** View nodes of tensors that enter. */
  readonly entries: Map<number, number>;
  /** For the inputs of a function: what the caller gives for them. */
  readonly given: ReadonlyMap<number, TensorIn>;
  /** Open functions, by the node that calls them. */
  readonly functions: Map<number, Instance>;
  /** Open bodies, by the node that holds them. */
  readonly bodies: Map<number, readonly Instance[]>;
}

/** Nodes whose bodies are to be drawn, by their keys; see {@link bodyKey}. */
export type OpenBodies = ReadonlySet<string>;

/** What a node in a drawing is known by: the ids of the calls it is inside of, and its own, which tells of subgraphs. */
export function bodyKey(instanceKey: string, nodeId: string): string {
  return instanceKey === '' ? nodeId : `${instanceKey} › ${nodeId}`;
}
