import * as z from 'zod';

/** A model on disk. */
export const modelFile = z.object({
  path: z.string(),
  /** With its data files. */
  bytes: z.number(),
  /** Of the `.onnx` file itself. */
  sha256: z.string(),
  dataFiles: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })).readonly(),
});
export type ModelFile = z.infer<typeof modelFile>;
