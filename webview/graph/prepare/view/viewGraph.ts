import type { GraphModel } from '../graphModel.ts';
import type { Lists } from '../lists.ts';

/** What is drawn as a node: an operator, a tensor that enters or leaves the graph, or one of a graph around it. */
export const viewKinds = ['operator', 'input', 'output', 'outer'] as const;
export type ViewKind = (typeof viewKinds)[number];

/**
 * What makes a group: a module by the names of nodes, numbered modules in a row, a block that was found to repeat, a node
 * whose bodies are open, or one of those bodies.
 */
export const groupKinds = ['scope', 'series', 'block', 'opened', 'body'] as const;
export type GroupKind = (typeof groupKinds)[number];

/** Figures that add up. */
export interface Totals {
  /** Nodes of the model, those that are folded into others or inside closed bodies included. */
  readonly nodes: Float64Array;
  readonly parameters: Float64Array;
  readonly parameterBytes: Float64Array;
  /** Multiplications with additions of the nodes where they are known. */
  readonly macs: Float64Array;
  /** Nodes where they are not. */
  readonly macsUnknown: Float64Array;
}

/** What is drawn of a graph of a model, before it has places. View nodes, groups and nets are numbered from 0. */
export interface ViewGraph {
  readonly model: GraphModel;
  /** The graph that is drawn. */
  readonly graph: number;
  readonly nodes: ViewNodes;
  readonly groups: ViewGroups;
  readonly nets: ViewNets;
  /**
   * The view node that shows each node of the model: itself, folded into it, or inside its closed body; of a call that is open,
   * the first node inside; or -1.
   */
  readonly viewOfNode: Int32Array;
}

export interface ViewNodes {
  readonly count: number;
  /** Index into {@link viewKinds}. */
  readonly kind: Uint8Array;
  /** The node of the model, or -1. */
  readonly node: Int32Array;
  /** The tensor that enters or leaves; of an operator, the largest stored tensor it reads, or -1. */
  readonly tensor: Int32Array;
  /** The innermost group, or -1. */
  readonly group: Int32Array;
  /** Index into `families`. */
  readonly family: Uint8Array;
  /** How the largest stored tensor is quantized: index into {@link ViewNets.badges}. */
  readonly badge: Uint16Array;
  /** Nodes of the model that are folded into each, in ascending order. */
  readonly folded: Lists;
  readonly totals: Totals;
  /** What distinguishes the drawings of one node in a function that is open in several places; see `OpenBodies`. */
  readonly key: (node: number) => string;
}

export interface ViewGroups {
  readonly count: number;
  /** Index into {@link groupKinds}. */
  readonly kind: Uint8Array;
  readonly label: readonly string[];
  /** What it is known by when the model is drawn again. */
  readonly key: readonly string[];
  /** The group around each, which has a lower number, or -1. */
  readonly parent: Int32Array;
  /** The node of the model whose bodies are open, or -1; and the graph that a body is, or -1. */
  readonly node: Int32Array;
  readonly body: Int32Array;
  readonly totals: Totals;
}

/** A quantization that an edge or a weight goes through. */
export interface Badge {
  /** In short, as `u8`. */
  readonly text: string;
  /** Element type. */
  readonly type: string;
  readonly granularity: 'tensor' | 'channel' | 'block';
}

/** Tensors with all that read them. Two nets may be of one tensor: one for what computes with it, one for its shape. */
export interface ViewNets {
  readonly count: number;
  /** The view node that each comes from, and the tensor as it comes from there. */
  readonly source: Uint32Array;
  readonly tensor: Uint32Array;
  /** 1 where only the shape is read. */
  readonly minor: Uint8Array;
  /** Where the targets of each begin; one more than there are nets. */
  readonly start: Uint32Array;
  readonly target: Uint32Array;
  /** The input of the target that reads it, the first of several; -1 where it is read inside a body. */
  readonly port: Int32Array;
  /** How it is quantized on the way to each target: index into `badges`, of which the first is none. */
  readonly badge: Uint16Array;
  readonly badges: readonly (Badge | null)[];
  /** The nodes of the model that do so, in their order, for each target. */
  readonly via: Lists;
}
