import { setting } from '../settings.ts';
import type { JobSettings } from './choices.ts';

/** What the settings of the editor say about jobs. */
export function jobSettings(): JobSettings {
  const threads = setting('whittle.jobs.threads');
  return {
    floorAgreement: setting('whittle.floor.agreement'),
    floorSqnr: setting('whittle.floor.sqnr'),
    threads: threads === 0 ? undefined : threads,
  };
}
