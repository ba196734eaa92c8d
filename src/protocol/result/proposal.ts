import * as z from 'zod';
import { dataOptions } from '../options/data.ts';
import { methodOptions } from '../options/method.ts';
import { presetName } from '../options/preset.ts';
import { text } from './text.ts';

/** Data that fits the inputs of a model. */
const fittingData = z.object({
  /** As a job takes it: its kind known, its path absolute, images with the preprocessing that the input suggests. */
  options: dataOptions,
  samples: z.number(),
  labelled: z.boolean(),
  /** Why it is proposed: where it was found, what it is, what was assumed. */
  reason: text,
});
export type FittingData = z.infer<typeof fittingData>;

/** How a model would best be quantized, with the reason of every choice. */
export const proposal = z.object({
  /** Bytes of the model with its data files. */
  bytes: z.number(),
  method: z.object({ value: methodOptions.shape.method, reason: text }),
  preset: z.object({ value: presetName, reason: text }),
  /** To calibrate on, best first; empty where nothing beside the model fits. */
  data: z.array(fittingData).readonly(),
  /** To compare on, where there is data of its own for it. */
  evaluation: fittingData.exactOptional(),
  /** Looks like data, but cannot be fed to the model. */
  unfit: z.array(z.object({ path: z.string(), reason: text })).readonly(),
});
export type Proposal = z.infer<typeof proposal>;
