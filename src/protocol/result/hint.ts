import * as z from 'zod';
import { text } from './text.ts';

/** What Whittle can do about a hint. */
export const hintRemedy = z.enum(['quantize-static', 'quantize-dynamic', 'quantize-mixed', 'analyze']);
export type HintRemedy = z.infer<typeof hintRemedy>;

/** Something about a model that costs time, bytes or accuracy for no good reason. */
export const hint = z.object({
  /** Which rule found it. */
  rule: z.string(),
  severity: z.enum(['warning', 'information']),
  /** Ids of the nodes of the file that it is about, the most important one first; empty where it is about the whole model. */
  nodes: z.array(z.string()).readonly(),
  /** What is wrong and what it costs, in one sentence. */
  hazard: text,
  /** What to do, in one sentence. */
  remedy: text,
  /** Where Whittle can do it. */
  action: hintRemedy.exactOptional(),
  /** Milliseconds of one run that stand with these nodes, as far as they were measured. */
  milliseconds: z.number().exactOptional(),
});
export type Hint = z.infer<typeof hint>;
