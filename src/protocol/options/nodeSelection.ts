import * as z from 'zod';
import { option } from './option.ts';

/** Operator types, such as `Conv`. */
export const includeOperators = option(z.array(z.string()).exactOptional(), {
  help: 'option.include-operators',
  value: 'operators',
});
export const excludeOperators = option(z.array(z.string()).default([]), {
  help: 'option.exclude-operators',
  value: 'operators',
});

/** Globs over the names of nodes and over the names of their first outputs. */
export const includeNodes = option(z.array(z.string()).exactOptional(), {
  help: 'option.include-nodes',
  value: 'glob',
});
export const excludeNodes = option(z.array(z.string()).default([]), { help: 'option.exclude-nodes', value: 'glob' });
