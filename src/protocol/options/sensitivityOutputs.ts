import * as z from 'zod';
import { option } from './option.ts';

/** What the terminal does with what is found out about layers. */
export const sensitivityOutputs = z.strictObject({
  /** `-` is the terminal. */
  json: option(z.string().exactOptional(), { help: 'sensitivity.option-json', value: 'file' }),
  csv: option(z.string().exactOptional(), { help: 'sensitivity.option-csv', value: 'file' }),
  nodeData: option(z.string().exactOptional(), { help: 'sensitivity.option-node-data', value: 'file' }),
  force: option(z.boolean().default(false), { help: 'option.force' }),
  plan: option(z.boolean().default(false), { help: 'sensitivity.option-plan' }),
  cache: option(z.boolean().default(true), { help: 'sensitivity.option-cache' }),
});
export type SensitivityOutputs = z.infer<typeof sensitivityOutputs>;
