import type { StoredBias } from '../../linear/layerBias.ts';
import type { LayerMatrix } from '../../linear/layerMatrix.ts';
import type { ChannelGroup, ChannelGroups, GroupPart } from '../groups/group.ts';
import type { RepairedLayer } from './layerRepair.ts';

/** Writes weights and bias of a layer, and gives the groups with the parameters that are new. */
export function storeRepaired(
  layer: LayerMatrix,
  { weights, bias }: Pick<RepairedLayer, 'weights' | 'bias'>,
  groups: ChannelGroups,
): ChannelGroups {
  const old = layer.weight;
  layer.write(weights);
  const stored = bias === undefined ? undefined : layer.writeBias(bias);
  if (layer.weight === old && stored === undefined) return groups;
  return { ...groups, groups: groups.groups.map((group) => withParameters(group, layer, old, stored)) };
}

function withParameters(
  group: ChannelGroup,
  layer: LayerMatrix,
  old: string,
  bias: StoredBias | undefined,
): ChannelGroup {
  const added: GroupPart[] = [];
  for (const part of group.parts) {
    if (part.tensor !== old) continue;
    if (layer.weight !== old) added.push({ ...part, tensor: layer.weight });
    if (bias !== undefined && part.role === 'produces' && part.axis === layer.outputAxis) {
      added.push({ tensor: bias.tensor, axis: bias.axis, unitOf: part.unitOf, role: 'shifts' });
    }
  }
  const isKnown = ({ tensor, axis }: GroupPart): boolean =>
    group.parts.some((part) => part.tensor === tensor && part.axis === axis);
  const missing = added.filter((part) => !isKnown(part));
  return missing.length === 0 ? group : { ...group, parts: [...group.parts, ...missing] };
}
