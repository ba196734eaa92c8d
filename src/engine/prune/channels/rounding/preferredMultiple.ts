import { machine, type Machine } from '../../../runtime/machine.ts';

/**
 * Numbers of channels that the runtime's kernels compute in one piece: it blocks channels by 16 with AVX-512 and by 8 elsewhere. What
 * lies between costs as much as the next multiple; what 4 does not divide is computed in a slower layout altogether.
 */
export function preferredMultiple({ avx512 }: Pick<Machine, 'avx512'> = machine()): number {
  return avx512 === true ? 16 : 8;
}
