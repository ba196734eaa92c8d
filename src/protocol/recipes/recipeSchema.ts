import * as z from 'zod';
import { format, type MessageCode } from '../messages/catalogue.ts';
import { presentations } from '../options/option.ts';
import { recipeFile } from './recipeFile.ts';
import { recipeSnippets } from './recipeSnippets.ts';

/** What helps on the command line speaks of how it is written there: in a file these are said in other words. */
const inFile: Readonly<Partial<Record<MessageCode, MessageCode>>> = {
  'option.dims': 'recipes.option-dims',
  'option.feedback': 'recipes.option-feedback',
  'option.tensor-overrides': 'recipes.option-tensor-overrides',
  'option.evaluation': 'recipes.option-evaluation',
};

/**
 * The JSON Schema (draft 7, which VS Code understands) of `*.whittle.json` files: completes and checks them while they are written.
 * What it cannot say (that one number is below another, that a search stands alone) is said when a recipe is read.
 */
export function recipeSchema(): object {
  const schema = z.toJSONSchema(recipeFile, {
    io: 'input',
    target: 'draft-7',
    override: ({ zodSchema, jsonSchema }) => {
      const help = presentations.get(zodSchema)?.help;
      if (help !== undefined) jsonSchema.description = text(inFile[help] ?? help);
      // Variants are told apart by what they are called.
      const [name] = Object.values(jsonSchema.properties ?? {}).flatMap((each) =>
        typeof each === 'object' && typeof each.const === 'string' ? [each.const] : [],
      );
      if (name !== undefined) jsonSchema.title = name;
    },
  });
  const { $schema, ...rest } = schema;
  return {
    $schema,
    title: text('recipes.schema-title'),
    description: text('recipes.schema-description'),
    defaultSnippets: recipeSnippets.map(({ label, body }) => ({
      label: text(label),
      description: text('recipes.snippet-description'),
      body,
    })),
    ...rest,
    allowTrailingCommas: false,
  };
}

function text(code: MessageCode): string {
  return format({ code, args: {} });
}
