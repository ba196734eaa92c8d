import * as z from 'zod';

/** The file that said what is done. */
export const recipeSource = z.strictObject({
  path: z.string(),
  /** Of its bytes. */
  sha256: z.string(),
  /** What the file calls itself. */
  name: z.string().exactOptional(),
});
export type RecipeSource = z.infer<typeof recipeSource>;
