import * as z from 'zod';
import { text } from './text.ts';

/** What one node computes on, and why. `none` is for nodes without real numbers: shapes, indices, conditions. */
export const nodeDecision = z.object({
  node: z.string(),
  name: z.string(),
  operator: z.string(),
  /** The nodes of the user's file that it stands for. */
  origins: z.array(z.string()).readonly(),
  precision: z.enum(['integer', 'float', 'none']),
  reason: text,
  /** Multiplications with additions in one run, where the shapes are known. */
  macs: z.number().exactOptional(),
});
export type NodeDecision = z.infer<typeof nodeDecision>;

/** How much of a model computes on integers. */
export const coverage = z.object({
  /** What the nodes were chosen for; absent for methods without a target. */
  target: z
    .object({
      preset: z.string(),
      reason: text,
      /** Whether the choice follows kernels that were looked at; otherwise it follows documents. */
      verified: z.boolean(),
    })
    .exactOptional(),
  /** Numbers of nodes. */
  nodes: z.object({ integer: z.number(), float: z.number(), none: z.number() }),
  macs: z.object({ integer: z.number(), total: z.number() }).exactOptional(),
  decisions: z.array(nodeDecision).readonly(),
});
export type Coverage = z.infer<typeof coverage>;
