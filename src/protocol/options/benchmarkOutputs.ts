import * as z from 'zod';
import { option } from './option.ts';

/** What the terminal does with what models cost and give beside each other. */
export const benchmarkOutputs = z.strictObject({
  output: option(z.string().exactOptional(), { help: 'cli.bench-option-output', short: 'o', value: 'file' }),
  /** `-` is the terminal. */
  json: option(z.string().exactOptional(), { help: 'cli.bench-option-json', value: 'file' }),
  markdown: option(z.string().exactOptional(), { help: 'cli.bench-option-markdown', value: 'file' }),
  html: option(z.string().exactOptional(), { help: 'cli.bench-option-html', value: 'file' }),
  csv: option(z.string().exactOptional(), { help: 'cli.bench-option-csv', value: 'file' }),
  force: option(z.boolean().default(false), { help: 'option.force' }),
  failIf: option(z.array(z.string()).default([]), { help: 'cli.bench-option-fail-if', value: 'condition' }),
});
export type BenchmarkOutputs = z.infer<typeof benchmarkOutputs>;
