import * as z from 'zod';

/** The machine that something was measured on. */
export const machineFacts = z.object({
  platform: z.string(),
  architecture: z.string(),
  processor: z.string(),
  physicalCores: z.number(),
  logicalCores: z.number(),
  memory: z.number(),
  vnni: z.boolean().exactOptional(),
});
export type MachineFacts = z.infer<typeof machineFacts>;

/** The programs that something was measured with. */
export const versions = z.object({ whittle: z.string(), onnxruntime: z.string(), node: z.string() });
export type Versions = z.infer<typeof versions>;
