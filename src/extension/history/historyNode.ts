import type { Message } from '../../protocol/messages/message.ts';
import type { EntryState, HistoryEntry } from './historyEntry.ts';
import type { LiveJob } from './liveJob.ts';

/** A detail of an entry. Those with a file open it. */
export interface DetailNode {
  readonly kind: 'detail';
  /** Its own among all nodes. */
  readonly id: string;
  readonly label: Message;
  readonly value?: Message;
  readonly icon?: string;
  readonly file?: string;
  readonly children?: readonly DetailNode[];
}

export interface EntryNode {
  readonly kind: 'entry';
  readonly entry: HistoryEntry;
  readonly state: EntryState;
}

export interface DayNode {
  readonly kind: 'day';
  /** Of the beginning of the day, where the person is. */
  readonly day: Date;
  readonly entries: readonly EntryNode[];
}

/** A line of the view. */
export type HistoryNode =
  | { readonly kind: 'notice'; readonly id: string; readonly text: Message }
  | { readonly kind: 'live'; readonly live: LiveJob }
  | DayNode
  | EntryNode
  | DetailNode;
