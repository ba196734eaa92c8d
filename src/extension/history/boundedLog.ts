import type { Message } from '../../protocol/messages/message.ts';

/** A line of a job's log, and how many seconds after the beginning it came. */
export interface LogLine {
  readonly seconds: number;
  readonly text: Message;
}

/** Lines of a log that are kept from its beginning, and from its end. */
const kept = { first: 100, last: 200 };

/** The log of a job. Of a very long one the middle is left out. */
export class BoundedLog {
  private readonly first: LogLine[] = [];
  private last: LogLine[] = [];
  private dropped = 0;

  add(line: LogLine): void {
    if (this.first.length < kept.first) {
      this.first.push(line);
      return;
    }
    this.last.push(line);
    // Cut only now and then: not once a line.
    if (this.last.length >= 2 * kept.last) this.cut();
  }

  get lines(): readonly LogLine[] {
    this.cut();
    return [...this.first, ...this.last];
  }

  /** Lines that were left out, after the first hundred. */
  get leftOut(): number {
    this.cut();
    return this.dropped;
  }

  private cut(): void {
    const surplus = Math.max(0, this.last.length - kept.last);
    this.dropped += surplus;
    this.last = this.last.slice(surplus);
  }
}

/** How many lines come before those that were left out. */
export const linesBeforeCut = kept.first;
