import * as z from 'zod';
import { option } from './option.ts';

/** What the terminal does with a profile. */
export const profileOutputs = z.strictObject({
  /** `-` is the terminal. */
  json: option(z.string().exactOptional(), { help: 'profile.option-json', value: 'file' }),
  csv: option(z.string().exactOptional(), { help: 'profile.option-csv', value: 'file' }),
  force: option(z.boolean().default(false), { help: 'option.force' }),
});
