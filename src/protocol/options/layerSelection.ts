import * as z from 'zod';
import { option } from './option.ts';

/** Which layers lose something: operator types, such as `Conv`, and globs over the names of nodes and over the names of their first outputs. */
export const includeOperators = option(z.array(z.string()).exactOptional(), {
  help: 'option.include-layer-operators',
  value: 'operators',
});
export const excludeOperators = option(z.array(z.string()).default([]), {
  help: 'option.exclude-layer-operators',
  value: 'operators',
});
export const includeNodes = option(z.array(z.string()).exactOptional(), {
  help: 'option.include-layers',
  value: 'glob',
});
export const excludeNodes = option(z.array(z.string()).default([]), { help: 'option.exclude-layers', value: 'glob' });

/** Of the samples that there are, the first. */
export const calibrationSamples = option(z.int().positive().exactOptional(), { help: 'option.measured-samples' });
