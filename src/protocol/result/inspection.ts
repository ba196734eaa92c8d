import * as z from 'zod';

const port = z.object({
  name: z.string(),
  type: z.string(),
  /** Numbers where the model fixes the dimension, else its name. Absent where the file gives no shape. */
  dims: z
    .array(z.union([z.number(), z.string()]))
    .readonly()
    .exactOptional(),
});
export type Port = z.infer<typeof port>;

/** What is in a model. */
export const inspection = z.object({
  file: z.string(),
  /** Bytes of the file with its data files. */
  bytes: z.number(),
  producer: z.string(),
  irVersion: z.number(),
  opsets: z.array(z.object({ domain: z.string(), version: z.number() })).readonly(),
  inputs: z.array(port).readonly(),
  outputs: z.array(port).readonly(),
  /** Nodes of the main graph, and of the graphs inside it. */
  nodes: z.number(),
  nestedNodes: z.number(),
  operators: z.array(z.object({ domain: z.string(), operator: z.string(), count: z.number() })).readonly(),
  /** Elements of all weights. */
  parameters: z.number(),
  weights: z
    .array(z.object({ type: z.string(), tensors: z.number(), elements: z.number(), bytes: z.number() }))
    .readonly(),
  /** Multiplications with additions in one run, absent where the shapes are not known. */
  macs: z
    .object({
      total: z.number(),
      /** Whether the file's shapes were not enough and the model was run. */
      measured: z.boolean(),
      /** Nodes with arithmetic whose shapes are not known. */
      unknown: z.number(),
    })
    .exactOptional(),
});
export type Inspection = z.infer<typeof inspection>;
