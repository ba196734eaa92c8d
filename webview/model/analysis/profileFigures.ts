import { arithmeticIntensity } from '../../../src/presentation/profile/profileSums.ts';
import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { ProfiledNode } from '../../../src/protocol/result/profile.ts';
import type { Figure, Figures } from '../figures.ts';
import type { Findings } from '../findings.ts';

const prefix = 'profile-';
/** The figure of how long nodes take. */
export const timeFigure = `${prefix}time`;

/** Whether a figure is one of these. */
export function isProfile(id: string | undefined): boolean {
  return id?.startsWith(prefix) === true;
}

/**
 * Brings the figures to what was measured. A node whose time stands with that of another one has none of its own; that of a group
 * is whole all the same.
 */
export function updateProfileFigures(figures: Figures, findings: Findings, nodeCount: number): void {
  const { profile } = findings;
  if (profile === undefined) {
    for (const { id } of figures.all) if (isProfile(id)) figures.remove(id);
    return;
  }
  const of = (value: (node: ProfiledNode) => number | undefined): Float64Array =>
    Float64Array.from({ length: nodeCount }, (_, node) => {
      const known = findings.profiledNode(node);
      return known === undefined ? Number.NaN : (value(known) ?? Number.NaN);
    });
  const { kernels } = profile.profile;
  const time = of(ownTime);
  const amount = { scale: 'linear', strong: 'high', combine: { kind: 'sum' } } as const;
  const all: readonly Figure[] = [
    { ...amount, id: timeFigure, name: message('performance.figure-time', {}), unit: 'milliseconds', values: time },
    {
      ...{ ...amount, id: `${prefix}share`, name: message('performance.figure-share', {}), unit: 'share' },
      values: time.map((milliseconds) => (kernels > 0 ? milliseconds / kernels : Number.NaN)),
    },
    {
      ...{ id: `${prefix}intensity`, name: message('performance.figure-intensity', {}), unit: 'number' },
      // What moves much for each product waits for the memory.
      ...{ scale: 'logarithmic', strong: 'low', values: of(arithmeticIntensity) },
      combine: { kind: 'mean', weights: of(({ bytes }) => bytes) },
    },
  ];
  for (const figure of all) figures.add(figure);
}

/** Milliseconds that stand with a node; undefined where they stand with another. */
export function ownTime({ runs, milliseconds, into }: ProfiledNode): number | undefined {
  return runs === 'fused' && into !== undefined && milliseconds === 0 ? undefined : milliseconds;
}
