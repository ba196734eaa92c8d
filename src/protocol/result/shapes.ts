import * as z from 'zod';

/** Types and shapes of the tensors of the main graph in one run. */
export const measuredShapes = z.object({
  /** Names of the tensors. */
  names: z.array(z.string()).readonly(),
  /** Element type of each, such as `float32`. */
  types: z.array(z.string()).readonly(),
  /** Dimensions of each. */
  dims: z.array(z.array(z.number()).readonly()).readonly(),
  /** Multiplications with additions of each node that has arithmetic, by its id. */
  macs: z.array(z.tuple([z.string(), z.number()])).readonly(),
});
export type MeasuredShapes = z.infer<typeof measuredShapes>;
