import * as z from 'zod';

/** A message as it is stored and sent: its code and its values. */
export const text = z.object({
  code: z.string(),
  get args() {
    return z.record(z.string(), z.union([z.string(), z.number(), text]));
  },
});
