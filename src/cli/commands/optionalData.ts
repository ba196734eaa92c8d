import { type DataOptions, dataOptions } from '../../protocol/options/data.ts';
import type { Assembly } from '../options/assembly.ts';

/**
 * The data that was asked for. Dimensions alone ask for made-up data of that shape.
 * @throws UsageError where the options do not fit each other
 */
export function optionalData(options: Assembly): { readonly data?: DataOptions } {
  const given = options.assemble(dataOptions) as Record<string, unknown> | undefined;
  if (given === undefined) return {};
  const isShapeOnly = given['kind'] === 'auto' && given['path'] === undefined && given['dims'] !== undefined;
  return { data: options.parse(dataOptions, isShapeOnly ? { ...given, kind: 'synthetic' } : given) };
}
