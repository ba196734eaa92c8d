/**
 * Node data as Model Explorer (google-ai-edge/model-explorer) reads and writes it: a number for each of some nodes of a graph, in
 * JSON. Files are objects from ids of graphs to what is here a {@link GraphNodeData}, or one of those alone.
 */
export interface NodeData {
  readonly graphs: readonly GraphNodeData[];
}

/** What people call values that are to be shown: numbers, or texts for kinds of nodes. */
export type NodeValue = number | string;

export interface GraphNodeData {
  /** Undefined where the file is about one graph and does not say which. */
  readonly graphId?: string;
  /** What the values are, such as `latency`. */
  readonly name?: string;
  /** By the name of an output tensor or the id of a node; true and false are the texts of these names. */
  readonly results: ReadonlyMap<string, NodeValue>;
  /** What Whittle adds to what it writes, so that it reads the same again; other programs pass over it. */
  readonly meaning?: FigureMeaning;
}

/** How numbers are to be taken. */
export interface FigureMeaning {
  readonly unit: string;
  readonly scale: 'linear' | 'logarithmic';
  readonly strong: 'high' | 'low';
  readonly combine: 'sum' | 'mean' | 'strongest';
}

/** UTF-16 units of the longest file that is read; no byte holds more than one of them. */
export const mostNodeData = 64 * 2 ** 20;
