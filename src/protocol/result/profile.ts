import * as z from 'zod';
import { duration } from './duration.ts';
import { samplesUsed } from './evaluation.ts';

/** As what a node runs: on integers, on real numbers, as a part of another node's kernel, or not at all once the model is loaded. */
export const nodeRun = z.enum(['integer', 'float', 'fused', 'folded']);
export type NodeRun = z.infer<typeof nodeRun>;

/** How long a node of the user's file takes in one run. */
export const profiledNode = z.object({
  /** Its id in the user's file. */
  node: z.string(),
  name: z.string(),
  operator: z.string(),
  runs: nodeRun,
  /** The operator of the kernel that does its work; absent where nothing is left to do. */
  kernel: z.string().exactOptional(),
  /** The node with which the time of their common kernel stands, where that is another one. */
  into: z.string().exactOptional(),
  /** Of one run: 0 where its time stands with another node. */
  milliseconds: z.number(),
  macs: z.number().exactOptional(),
  /** Bytes that its kernel reads and writes in one run, weights included. */
  bytes: z.number(),
});
export type ProfiledNode = z.infer<typeof profiledNode>;

/** Time of kernels that no node of the file asked for. */
export const profileOverhead = z.object({
  operator: z.string(),
  /** Between layouts of memory, between types, or something else that the runtime put in. */
  kind: z.enum(['layout', 'conversion', 'other']),
  milliseconds: z.number(),
  /** Runs of such kernels in one run of the model. */
  count: z.number(),
  /** Ids of the nodes of the file beside which they stand, as far as that is known. */
  beside: z.array(z.string()).readonly(),
});
export type ProfileOverhead = z.infer<typeof profileOverhead>;

/** Where the time of a model goes. */
export const modelProfile = z.object({
  /** Every node of the main graph and of the bodies that ran, in the order of the file, without constants. */
  nodes: z.array(profiledNode).readonly(),
  overhead: z.array(profileOverhead).readonly(),
  /** Milliseconds of all kernels together: of the nodes and of the overhead. */
  kernels: z.number(),
  /** Of a run while nobody looks: what it is longer than the kernels is spent between them. */
  latency: duration,
  /** Runs that were looked at. */
  runs: z.number(),
  threads: z.number(),
  samples: samplesUsed,
});
export type ModelProfile = z.infer<typeof modelProfile>;
