import * as z from 'zod';
import { real } from './real.ts';
import { text } from './text.ts';

/** A figure before and after. */
const change = z.object({ before: z.number(), after: z.number() });

/** A layer of the user's file. */
export const namedLayer = z.object({
  /** Its id in the user's file. */
  node: z.string(),
  name: z.string(),
  operator: z.string(),
});

/** A layer that a pass left as it is, and why. */
export const untouchedLayer = namedLayer.extend({ reason: text });
export type UntouchedLayer = z.infer<typeof untouchedLayer>;

/** Channels that go together. */
export const prunedGroup = z.object({
  id: z.string(),
  /** The layers that produce them. */
  producers: z.array(namedLayer).readonly(),
  consumers: z.array(namedLayer).readonly(),
  channels: change,
  /** Which of them go, by their places among the channels of the group. */
  removed: z.array(z.number()).readonly(),
  /** Importance of every channel of the group before, in the criterion's own unit. */
  importance: z.array(real).readonly().exactOptional(),
  /** What was decided for this group, such as that it is too small. */
  notes: z.array(text).readonly(),
});
export type PrunedGroup = z.infer<typeof prunedGroup>;

/** Weights of one layer that became zero. */
export const sparseLayer = namedLayer.extend({
  weights: z.number(),
  zeros: change,
  /** Bytes of the weight as it is stored. */
  bytes: change,
  /** Error that this brings to the layer's own output, relative to its energy, where it was measured. */
  error: real.exactOptional(),
});
export type SparseLayer = z.infer<typeof sparseLayer>;

/** A layer that became two, or stayed because that did not pay. */
export const factorizedLayer = namedLayer.extend({
  form: z.enum(['product', 'channel', 'spatial']),
  rank: z.number(),
  fullRank: z.number(),
  applied: z.boolean(),
  reason: text,
  macs: change,
  parameters: change,
  /** Of the layer's own output, relative to its energy. */
  error: real,
  /** Milliseconds of the layer alone, where it was measured. */
  milliseconds: change.exactOptional(),
});
export type FactorizedLayer = z.infer<typeof factorizedLayer>;

/** What all ways of taking something away have in common. */
const common = {
  /** Of the whole model. */
  parameters: change,
  /** Of one run of the whole model, where the shapes are known. */
  macs: change.exactOptional(),
  /** Of one run on this machine, expected from measured parts; a plan only. */
  milliseconds: change.exactOptional(),
  /** Of the file; what is expected where nothing was written. */
  bytes: change.exactOptional(),
  untouched: z.array(untouchedLayer).readonly(),
  /** What was assumed, and what a person should know. */
  notes: z.array(text).readonly(),
};

/** What a pass takes away, or would take away, of a model. */
export const reduction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('channels'), groups: z.array(prunedGroup).readonly(), ...common }),
  z.object({ kind: z.literal('weights'), layers: z.array(sparseLayer).readonly(), ...common }),
  z.object({ kind: z.literal('low-rank'), layers: z.array(factorizedLayer).readonly(), ...common }),
]);
export type Reduction = z.infer<typeof reduction>;
/** The reduction of one kind. */
export type ReductionOf<Kind extends Reduction['kind']> = Extract<Reduction, { kind: Kind }>;
