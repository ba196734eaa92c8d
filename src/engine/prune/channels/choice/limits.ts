import type { PruneChannelsOptions } from '../../../../protocol/options/pruneChannels.ts';
import type { ChannelGroup } from '../../groups/group.ts';

/** How far a group may go. */
export interface GroupLimits {
  readonly id: string;
  readonly units: number;
  /** Channels that its layers compute for one unit: more than 1 for attention heads and grouped convolutions. */
  readonly width: number;
  /** Units that stay at least; `units` where none may go. */
  readonly lowest: number;
}

/** Shares are decimal numbers: 0.7 of 30 are 21, whatever the product says. */
const roundOff = 1e-9;

/** @param width channels for one unit, see {@link channelsPerUnit} */
export function limitsOf(
  { id, units }: Pick<ChannelGroup, 'id' | 'units'>,
  width: number,
  { maximumRatio, minimumChannels }: Pick<PruneChannelsOptions, 'maximumRatio' | 'minimumChannels'>,
): GroupLimits {
  const byShare = units - Math.floor(units * maximumRatio + roundOff);
  const byCount = Math.ceil(minimumChannels / width);
  return { id, units, width, lowest: Math.min(units, Math.max(1, byShare, byCount)) };
}

/** How many channels the layers of a group compute for one unit: where they differ, the most. */
export function channelsPerUnit({ parts, units }: Pick<ChannelGroup, 'parts' | 'units'>): number {
  let most = 1;
  for (const { role, unitOf } of parts) {
    if (role !== 'produces') continue;
    let positions = 0;
    for (const unit of unitOf) if (unit >= 0) positions++;
    most = Math.max(most, Math.round(positions / units));
  }
  return most;
}
