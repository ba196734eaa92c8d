import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { EntryState } from './historyEntry.ts';
import type { DayNode, EntryNode, HistoryNode } from './historyNode.ts';
import type { StoredEntry } from './historyStore.ts';
import type { LiveJob } from './liveJob.ts';

/** What the view has at its top. */
export interface TreeContents {
  readonly live: readonly LiveJob[];
  /** The latest first. */
  readonly entries: readonly StoredEntry[];
  readonly skipped: number;
  readonly problem: Message | undefined;
}

/** Jobs of this window first, then what was done day by day, the latest first; at the end what could not be read. */
export function rootNodes({ live, entries, skipped, problem }: TreeContents): readonly HistoryNode[] {
  const here = new Set(live.map(({ id }) => id));
  const past = entries.filter(({ entry }) => !here.has(entry.id));
  return [
    ...(problem === undefined ? [] : [notice('problem', message('history.not-written', { reason: problem }))]),
    ...live.map((each) => ({ kind: 'live', live: each }) as const),
    ...days(past.map(entryNode)),
    ...(skipped === 0 ? [] : [notice('skipped', message('history.skipped-count', { count: skipped }))]),
  ];
}

function notice(id: string, text: Message): HistoryNode {
  return { kind: 'notice', id, text };
}

/** A job that says it runs and does not has been interrupted. */
function entryNode({ entry, isRunning }: StoredEntry): EntryNode {
  const state: EntryState = entry.state === 'running' && !isRunning ? 'interrupted' : entry.state;
  return { kind: 'entry', entry, state };
}

function days(nodes: readonly EntryNode[]): readonly DayNode[] {
  const groups = new Map<number, EntryNode[]>();
  for (const node of nodes) {
    const day = startOfDay(new Date(node.entry.began)).getTime();
    const group = groups.get(day);
    if (group === undefined) groups.set(day, [node]);
    else group.push(node);
  }
  return [...groups]
    .sort(([one], [other]) => other - one)
    .map(([day, entries]) => ({ kind: 'day', day: new Date(day), entries }));
}

/** Midnight before a time, where the person is. */
export function startOfDay(time: Date): Date {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate());
}
