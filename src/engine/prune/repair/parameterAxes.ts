import type { ChannelGroups, GroupPart, RemovedUnits } from '../groups/group.ts';
import type { ParameterRole } from '../groups/rule.ts';

/** What parameters lose, along which of their dimensions. */
export interface ParameterAxes {
  /** By dimension, 1 for each position that goes; only dimensions that lose some and have this role. */
  gone(tensor: string, role: ParameterRole): ReadonlyMap<number, Uint8Array>;
}

/** What the parameters of groups lose when units go: along each dimension what all groups together lose. */
export function parameterAxes({ groups }: ChannelGroups, removed: RemovedUnits): ParameterAxes {
  const axes = new Map<string, Map<number, Uint8Array>>();
  for (const { id, parts } of groups) {
    const units = new Set(removed.get(id));
    if (units.size === 0) continue;
    for (const part of parts) if (part.role !== undefined) mark(axes, part, part.role, units);
  }
  return { gone: (tensor, role) => axes.get(keyOf(tensor, role)) ?? new Map<number, Uint8Array>() };
}

function mark(
  axes: Map<string, Map<number, Uint8Array>>,
  { tensor, axis, unitOf }: GroupPart,
  role: ParameterRole,
  units: ReadonlySet<number>,
): void {
  const key = keyOf(tensor, role);
  const ofTensor = axes.get(key) ?? new Map<number, Uint8Array>();
  const gone = ofTensor.get(axis) ?? new Uint8Array(unitOf.length);
  const going = Array.from(unitOf.keys()).filter((position) => units.has(unitOf[position]!));
  for (const position of going) gone[position] = 1;
  if (going.length > 0) axes.set(key, ofTensor.set(axis, gone));
}

function keyOf(tensor: string, role: ParameterRole): string {
  return `${role} ${tensor}`;
}
