import { machine } from '../runtime/machine.ts';
import type { TargetMachine } from './presets.ts';

/** This machine, as plans see it; where the system does not tell about VNNI, there is none. */
export function thisMachine(): TargetMachine {
  const { architecture, vnni } = machine();
  return { architecture, vnni: vnni === true };
}
