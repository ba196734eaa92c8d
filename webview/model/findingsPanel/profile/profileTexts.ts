import { costliest, profileParts } from '../../../../src/presentation/profile/profileSums.ts';
import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../../src/protocol/messages/message.ts';
import { formatMilliseconds, formatRatio, formatShare } from '../../../../src/protocol/quantity.ts';
import type { ModelProfile, ProfileOverhead } from '../../../../src/protocol/result/profile.ts';

/** Of so many nodes it is said how much they take together. */
const few = 10;

/** How long a run takes, on what, and what the sum of the kernels is against it. */
export function latencyTexts({ latency, samples, kernels }: ModelProfile): readonly Message[] {
  const [low, high] = [formatMilliseconds(latency.low), formatMilliseconds(latency.high)];
  const between = latency.median - kernels;
  return [
    message('performance.latency', { latency: formatMilliseconds(latency.median), low, high }),
    samplesText(samples),
    between >= 0
      ? message('performance.between', { kernels: formatMilliseconds(kernels), time: formatMilliseconds(between) })
      : message('performance.overlapping', {
          kernels: formatMilliseconds(kernels),
          ratio: formatRatio(kernels / latency.median),
        }),
  ];
}

/** On what the time of the kernels is spent. */
export function partTexts(profile: ModelProfile): readonly Message[] {
  const { integer, float, overhead } = profileParts(profile);
  const { kernels, nodes, runs, threads } = profile;
  const dear = costliest(profile, few);
  const together = dear.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const share = (time: number): string => formatShare(kernels === 0 ? 0 : time / kernels);
  return [
    message('performance.parts', { integer: share(integer), float: share(float), overhead: share(overhead) }),
    ...(dear.length < few || nodes.length <= few
      ? []
      : [message('performance.costliest', { count: few, share: share(together) })]),
    message('performance.runs', { runs, threads }),
  ];
}

/** A kind of kernel that no node asks for. */
export function overheadText({ operator, kind, count, milliseconds }: ProfileOverhead): Message {
  return message(`performance.overhead-${kind}`, { operator, count, time: formatMilliseconds(milliseconds) });
}

function samplesText({ count, source, synthetic, heldOut }: ModelProfile['samples']): Message {
  if (synthetic) return message('page.synthetic-data', {});
  if (count === 1) return message('performance.one-sample', { source });
  return message(heldOut ? 'page.samples-held-out' : 'page.samples', { count, source });
}
