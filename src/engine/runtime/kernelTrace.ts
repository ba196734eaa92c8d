import type { KernelEvent, ProfilerEvent } from './profilerEvents.ts';

/** A kernel of a run, without what ran inside it. */
export interface TracedKernel {
  readonly kernel: KernelEvent;
  /** The kernels whose bodies it is in, outermost first: empty in the main graph. */
  readonly within: readonly KernelEvent[];
  /** Microseconds, without those of its bodies. */
  readonly self: number;
}

/** Times of the profiler are cut to whole microseconds: on average by half of one. */
const cut = 0.5;

interface Ended {
  readonly event: ProfilerEvent;
  readonly children: readonly Ended[];
}

/**
 * Tells kernels from what runs inside them, run by run. An event is noted when it ends, so that what ran inside a body, a
 * kernel with bodies or a run comes right before it and began no earlier. What belongs to no whole run is left out, unless
 * there is no whole run at all: then everything is one.
 */
export async function tracedRuns(
  events: AsyncIterable<ProfilerEvent> | Iterable<ProfilerEvent>,
): Promise<readonly (readonly TracedKernel[])[]> {
  const runs: (readonly TracedKernel[])[] = [];
  let open: Ended[] = [];
  for await (const event of events) {
    // A kernel without bodies holds nothing, even if the one before it ended in the same microsecond.
    const isPlain = event.kind === 'kernel' && open.at(-1)?.event.kind !== 'graph';
    let first = open.length;
    while (!isPlain && first > 0 && open[first - 1]!.event.start >= event.start) first--;
    const children = open.splice(first);
    if (event.kind !== 'run') open.push({ event, children });
    else {
      runs.push(kernelsOf(children));
      open = [];
    }
  }
  return runs.length > 0 || open.length === 0 ? runs : [kernelsOf(open)];
}

function kernelsOf(ended: readonly Ended[], within: readonly KernelEvent[] = []): readonly TracedKernel[] {
  return ended.flatMap(({ event, children }) => {
    if (event.kind !== 'kernel') return kernelsOf(children, within);
    const inside = children.reduce((sum, child) => sum + child.event.microseconds + cut, 0);
    const self = Math.max(0, event.microseconds + cut - inside);
    const kernels = children.length === 0 ? [] : kernelsOf(children, [...within, event]);
    return [{ kernel: event, within, self }, ...kernels];
  });
}
