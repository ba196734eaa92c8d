import type { MachineFacts, Versions } from '../../protocol/result/machineFacts.ts';
import { version } from '../../protocol/version.ts';
import { machine } from '../runtime/machine.ts';

/** What was used, where: versions and the machine. */
export function environment(): { readonly versions: Versions; readonly machine: MachineFacts } {
  const { runtimeVersion, nodeVersion, platform, architecture, processor, physicalCores, logicalCores, memory, vnni } =
    machine();
  return {
    versions: { whittle: version, onnxruntime: runtimeVersion, node: nodeVersion },
    machine: {
      ...{ platform, architecture, processor, physicalCores, logicalCores, memory },
      ...(vnni !== undefined && { vnni }),
    },
  };
}
