import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { PruneChannelsOptions } from '../../../protocol/options/pruneChannels.ts';
import type { PassContext } from '../../recipe/context.ts';
import type { ChannelGroup, RemovedUnits } from '../groups/group.ts';
import { channelsPerUnit, type GroupLimits, limitsOf } from './choice/limits.ts';
import { leastImportant, type Targets, targetsOfModel, targetsPerGroup } from './choice/targets.ts';
import type { Importance } from './criteria/criterion.ts';
import { groupRatios } from './groupRatios.ts';
import { rankChannels } from './rankChannels.ts';
import { countAbove, type Multiple } from './rounding/constantCount.ts';
import { LayerTimes } from './rounding/layerTimes.ts';
import type { Counts } from './rounding/measuredCounts.ts';
import { multipleFor, roundedCounts } from './rounding/roundedCounts.ts';
import type { PruneTask } from './task.ts';
import { within } from './within.ts';

/** What becomes of one group. */
export interface GroupDecision {
  readonly group: ChannelGroup;
  readonly limits: GroupLimits;
  /** Of the model as it was given. */
  readonly importance: Importance;
  /** Units that should stay, not whole. */
  readonly target: number;
  /** Units that go, rising. */
  readonly removed: readonly number[];
  /** The share that a person asked for this group. */
  readonly ownRatio: number | undefined;
}

/** Which channels go. */
export interface Decision {
  readonly groups: readonly GroupDecision[];
  /** Only groups that lose units are in it. */
  readonly removed: RemovedUnits;
  readonly multiple: Multiple;
  readonly notes: readonly Message[];
}

/** Milliseconds that finding fast counts of channels may take. */
const roundingBudget = 20_000;

/** What the scores of groups are made targets with. */
interface Shares {
  readonly limits: readonly GroupLimits[];
  readonly own: ReadonlyMap<string, number>;
  readonly ratio: number;
  readonly scope: PruneChannelsOptions['scope'];
}

type Scores = ReadonlyMap<string, Float64Array>;

/**
 * Decides which channels go, in as many steps as the options say: after each, a copy of the model is repaired, and what is left of its
 * channels is ranked anew. Shares grow evenly from step to step; only the last step rounds by measuring.
 * @throws UserError where data or model fail
 */
export async function decide(task: PruneTask, options: PruneChannelsOptions, context: PassContext): Promise<Decision> {
  const { prunable } = task;
  const { pruneSteps: steps, ratio, scope } = options;
  const limits = prunable.map((group) => limitsOf(group, channelsPerUnit(group), options));
  const { own, notes } = groupRatios(task.model, prunable, options.groupRatios);
  const shares: Shares = { limits, own, ratio, scope };
  const multiple = multipleFor(options);
  const importance = await rankChannels(task, new Map(), options, within(context, 0, 1 / (steps + 1)));
  let scores: Scores = new Map([...importance].map(([id, each]) => [id, each.scores]));
  let removed: RemovedUnits = new Map();
  for (let step = 1; step < steps; step++) {
    const inner = within(context, step / (steps + 1), (step + 1) / (steps + 1));
    const targets = targetsAt(step / steps, scores, shares);
    const counts = new Map(limits.map((each) => [each.id, countAbove(each, targets.get(each.id)!, multiple)]));
    removed = lowestUnits(limits, scores, counts);
    scores = withoutRemoved(await rankChannels(task, removed, options, inner), removed);
  }
  const targets = targetsAt(1, scores, shares);
  const measuring = within(context, steps / (steps + 1), 1);
  const clock = new LayerTimes(task.model, { ...context, budget: roundingBudget });
  const { counts, note } = await roundedCounts(task, limits, targets, multiple, clock, (fraction) =>
    measuring.progress(message('pruneChannels.rounding', {}), fraction),
  );
  removed = lowestUnits(limits, scores, noMoreThan(counts, limits, removed));
  const groups = prunable.map((group, index) => ({
    group,
    limits: limits[index]!,
    importance: importance.get(group.id)!,
    target: targets.get(group.id)!,
    removed: removed.get(group.id) ?? [],
    ownRatio: own.get(group.id),
  }));
  return { groups, removed, multiple, notes: [...notes, note] };
}

/** What should stay after a part of the way, 0 to 1. */
function targetsAt(part: number, scores: Scores, { limits, own, ratio, scope }: Shares): Targets {
  const groups = limits.map((each) => {
    const ownRatio = own.get(each.id);
    return { ...each, scores: scores.get(each.id)!, ownRatio: ownRatio === undefined ? undefined : ownRatio * part };
  });
  return scope === 'layer' ? targetsPerGroup(groups, ratio * part) : targetsOfModel(groups, ratio * part);
}

/** The least important units of every group that keeps fewer than it has. */
function lowestUnits(limits: readonly GroupLimits[], scores: Scores, counts: Counts): RemovedUnits {
  const removed = new Map<string, readonly number[]>();
  for (const { id, units } of limits) {
    const gone = leastImportant(scores.get(id)!, units - counts.get(id)!);
    if (gone.length > 0)
      removed.set(
        id,
        gone.toSorted((one, other) => one - other),
      );
  }
  return removed;
}

/** What is gone stays gone: it comes before everything else. */
function withoutRemoved(importance: ReadonlyMap<string, Importance>, removed: RemovedUnits): Scores {
  return new Map(
    [...importance].map(([id, { scores }]) => {
      const left = scores.slice();
      for (const unit of removed.get(id) ?? []) left[unit] = -Infinity;
      return [id, left];
    }),
  );
}

/** Rounding may not bring back what earlier steps took. */
function noMoreThan(counts: Counts, limits: readonly GroupLimits[], removed: RemovedUnits): Counts {
  return new Map(
    limits.map(({ id, units }) => [id, Math.min(counts.get(id)!, units - (removed.get(id)?.length ?? 0))]),
  );
}
