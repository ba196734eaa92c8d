import type { Resident } from '../engine/benchmark/resident.ts';

/** Starts another process of this program. */
export function startResident(): Promise<Resident> {
  return Promise.reject(new Error('to be built'));
}
