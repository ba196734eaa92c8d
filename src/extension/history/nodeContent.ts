import path from 'node:path';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatSeconds, formatShare } from '../../protocol/quantity.ts';
import { type EntryState, fileOf, type HistoryEntry } from './historyEntry.ts';
import type { EntryNode, HistoryNode } from './historyNode.ts';
import { startOfDay } from './historyTree.ts';
import type { LiveJob } from './liveJob.ts';

/** A line of the view as it is shown, in words. */
export interface NodeContent {
  readonly id: string;
  readonly label: Message;
  readonly description?: Message;
  /** Lines of the tooltip, the first one being its heading. */
  readonly tooltip?: readonly Message[];
  /** A product icon, and the theme's colour for it. */
  readonly icon?: string;
  readonly color?: string;
  readonly children: 'none' | 'collapsed' | 'expanded';
  /** Words by which menus know what can be done. */
  readonly context: string;
}

/** When and where it is shown. */
export interface Showing {
  readonly now: Date;
  /** As VS Code names the language of its display. */
  readonly language: string;
}

const stateIcons: Readonly<Record<EntryState, { readonly icon: string; readonly color?: string }>> = {
  running: { icon: 'sync' },
  done: { icon: 'pass', color: 'testing.iconPassed' },
  failed: { icon: 'error', color: 'testing.iconFailed' },
  cancelled: { icon: 'circle-slash', color: 'disabledForeground' },
  interrupted: { icon: 'debug-disconnect', color: 'disabledForeground' },
};

const stateTexts = {
  running: 'history.running-elsewhere',
  done: 'history.done',
  failed: 'history.failed',
  cancelled: 'history.cancelled',
  interrupted: 'history.interrupted',
} as const satisfies Record<EntryState, string>;

/** What a job is called once it is a thing of the past. Others keep the name under which they ran. */
const pastTitles: Readonly<Record<string, 'quantize' | 'inspect' | 'analyze' | 'search' | 'benchmark'>> = {
  'job.quantize': 'quantize',
  'job.inspect': 'inspect',
  'analysis.job': 'analyze',
  'analysis.search-job': 'search',
  'history.job-benchmark': 'benchmark',
};

/** A line of the view in words. */
export function nodeContent(node: HistoryNode, showing: Showing): NodeContent {
  switch (node.kind) {
    case 'notice':
      return {
        ...{ id: node.id, label: node.text, tooltip: [node.text], icon: 'warning', color: 'list.warningForeground' },
        ...{ children: 'none', context: 'notice' },
      };
    case 'live':
      return liveContent(node.live);
    case 'day':
      return {
        ...{ id: `day-${node.day.toISOString()}`, label: dayName(node.day, showing), children: 'expanded' },
        ...{ description: message('history.name', { name: String(node.entries.length) }), context: 'day' },
      };
    case 'entry':
      return entryContent(node, showing);
    case 'detail': {
      const { id, label, value, icon, file, children } = node;
      return {
        ...{ id, label, children: children === undefined ? 'none' : 'collapsed' },
        ...(value !== undefined && { description: value }),
        ...(icon !== undefined && { icon }),
        tooltip: file === undefined ? [label, ...(value === undefined ? [] : [value])] : [plain(file)],
        context: file === undefined ? 'detail' : 'file',
      };
    }
  }
}

function liveContent({ id, title, queued }: LiveJob): NodeContent {
  const { isRunning, progress } = queued;
  const description = !isRunning
    ? message('history.waiting', {})
    : progress === undefined
      ? message('history.starting', {})
      : message('history.progress', { share: wholeShare(progress.fraction), stage: progress.stage });
  return {
    ...{ id, label: title, description, children: 'none', context: 'live' },
    icon: isRunning ? 'loading~spin' : 'clock',
    tooltip: [title, description, ...timeLeft(progress?.secondsLeft)],
  };
}

function timeLeft(seconds: number | undefined): readonly Message[] {
  return seconds === undefined ? [] : [message('history.time-left', { time: formatSeconds(seconds) })];
}

function entryContent({ entry, state }: EntryNode, { language }: Showing): NodeContent {
  const { id, headline, flagged, began, seconds, warnings, files } = entry;
  const time = new Intl.DateTimeFormat(locale(language), { timeStyle: 'short' }).format(new Date(began));
  const outcome = headline ?? message(stateTexts[state], {});
  const moment = new Intl.DateTimeFormat(locale(language), { dateStyle: 'medium', timeStyle: 'medium' });
  const stateText = message(stateTexts[state], {});
  return {
    ...{ id, label: entryTitle(entry), children: 'collapsed', context: contextOf(entry, state) },
    description: message('history.description', { time, outcome }),
    ...(state === 'done' && flagged ? { icon: 'warning', color: 'list.warningForeground' } : stateIcons[state]),
    tooltip: [
      entryTitle(entry),
      seconds === undefined
        ? message('history.when', { state: stateText, time: moment.format(new Date(began)) })
        : message('history.when-took', {
            ...{ state: stateText, time: moment.format(new Date(began)), duration: formatSeconds(seconds) },
          }),
      ...(headline === undefined ? [] : [headline]),
      ...warnings,
      ...files.map(({ path: file }) => plain(file)),
    ],
  };
}

/** What was done, with the name of the model. */
export function entryTitle({ title, files }: HistoryEntry): Message {
  const past = pastTitles[title.code];
  if (past === undefined) return title;
  const file = path.basename(files.find(({ role }) => role === 'model')?.path ?? '');
  return message(`history.title-${past}`, { file });
}

/** What can be done with an entry, in words that menus look for. */
function contextOf(entry: HistoryEntry, state: EntryState): string {
  if (state === 'running') return 'entry elsewhere';
  const result = fileOf(entry, 'result');
  const variants = entry.files.filter(({ role }) => role === 'variant').length;
  return [
    'entry',
    state,
    ...(result === undefined ? [] : ['result']),
    ...(fileOf(entry, 'report') === undefined ? [] : ['report']),
    ...(result !== undefined || variants === 1 ? ['comparable'] : []),
    ...(entry.job === undefined ? [] : ['repeatable']),
  ].join(' ');
}

function dayName(day: Date, { now, language }: Showing): Message {
  const days = Math.round((startOfDay(now).getTime() - day.getTime()) / 86_400_000);
  if (days === 0) return message('history.today', {});
  if (days === 1) return message('history.yesterday', {});
  return plain(new Intl.DateTimeFormat(locale(language), { dateStyle: 'full' }).format(day));
}

/** VS Code names the pseudo-language in a way that is none of a locale. */
function locale(language: string): string {
  return Intl.DateTimeFormat.supportedLocalesOf([language])[0] ?? 'en';
}

function wholeShare(fraction: number): string {
  return formatShare(Math.floor(fraction * 100) / 100);
}

function plain(name: string): Message {
  return message('history.name', { name });
}
