import * as z from 'zod';
import { format } from '../messages/catalogue.ts';
import { presentations } from './option.ts';

/** The JSON Schema of what may be written in a file, with the help of every option as its description. */
export function jsonSchema(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema: described }) => {
      const presentation = presentations.get(zodSchema);
      if (presentation !== undefined) described.description = format({ code: presentation.help, args: {} });
    },
  });
}
