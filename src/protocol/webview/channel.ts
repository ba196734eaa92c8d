import { message } from '../messages/catalogue.ts';
import { UserError } from '../userError.ts';
import { type Envelope, isEnvelope } from './envelope.ts';

/** What can be said to one side: notifications, a union told apart by `type`, and requests by their name. */
export interface Side {
  readonly notification: { readonly type: string };
  readonly requests: object;
}

/** A request: what it takes and what it comes to. Both travel as JSON. */
export interface Request {
  readonly argument: unknown;
  readonly result: unknown;
}

type Requests<Of extends Side> = { readonly [Name in keyof Of['requests']]: Of['requests'][Name] & Request };

/** How one side answers what it is asked. A `UserError` reaches the other side as it is; anything else is a defect. */
export type Answers<Own extends Side> = {
  readonly [Name in keyof Own['requests']]: (
    argument: Requests<Own>[Name]['argument'],
    signal: AbortSignal,
  ) => Requests<Own>[Name]['result'] | Promise<Requests<Own>[Name]['result']>;
};

/** What a side brings to a {@link Channel}. */
export interface Ends<Own extends Side> {
  readonly post: (envelope: Envelope) => void;
  readonly notified: (notification: Own['notification']) => void;
  /** Hears of errors that no person can put right. */
  readonly defect: (error: unknown) => void;
  readonly answers: Answers<Own>;
}

/** The other side is gone: nothing that it was asked will be answered. */
export class ChannelClosed extends Error {
  override readonly name = 'ChannelClosed';
}

/** Why a request was given up: the page that asked is built anew, and may ask for the same again. */
export class OtherSideBegan extends Error {
  override readonly name = 'OtherSideBegan';
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

type Answer = (argument: unknown, signal: AbortSignal) => unknown;

/**
 * One end of the talk between the editor and a page: notifications, and requests that are answered, refused or
 * cancelled. `Own` is what this side hears, `Other` what the other side hears. Works over anything that carries JSON in order.
 */
export class Channel<Own extends Side, Other extends Side> {
  private readonly pending = new Map<number, Pending>();
  private readonly answering = new Map<number, AbortController>();
  private lastId = 0;
  private closed = false;

  constructor(private readonly ends: Ends<Own>) {}

  notify(notification: Other['notification']): void {
    if (!this.closed) this.ends.post({ kind: 'notification', notification });
  }

  /**
   * Asks the other side.
   * @param signal gives the request up: the other side is told, and the promise is rejected with the signal's reason
   * @throws UserError with the other side's reason; {@link ChannelClosed} when it goes away before it answers
   */
  async request<Name extends keyof Other['requests'] & string>(
    name: Name,
    argument: Requests<Other>[Name]['argument'],
    signal?: AbortSignal,
  ): Promise<Requests<Other>[Name]['result']> {
    signal?.throwIfAborted();
    if (this.closed) throw new ChannelClosed();
    const id = ++this.lastId;
    const giveUp = (): void => {
      this.ends.post({ kind: 'cancel', id });
      this.pending.get(id)?.reject(signal?.reason);
    };
    try {
      const answered = new Promise<unknown>((resolve, reject) => this.pending.set(id, { resolve, reject }));
      signal?.addEventListener('abort', giveUp);
      this.ends.post({ kind: 'request', id, name, argument });
      return (await answered) as Requests<Other>[Name]['result'];
    } finally {
      this.pending.delete(id);
      signal?.removeEventListener('abort', giveUp);
    }
  }

  /** Takes what arrived. Whatever is not from the other end of a channel is passed over. */
  receive(data: unknown): void {
    if (this.closed || !isEnvelope(data)) return;
    switch (data.kind) {
      case 'notification':
        this.ends.notified(data.notification);
        break;
      case 'request':
        void this.answer(data.id, data.name, data.argument);
        break;
      case 'cancel':
        this.answering.get(data.id)?.abort();
        break;
      case 'result':
        this.pending.get(data.id)?.resolve(data.value);
        break;
      case 'rejection':
        this.pending.get(data.id)?.reject(new UserError(data.reason));
        break;
    }
  }

  /** The other side began anew and waits for nothing: what it asked before is given up, for {@link OtherSideBegan}. */
  otherSideBegan(): void {
    for (const controller of this.answering.values()) controller.abort(new OtherSideBegan());
    this.answering.clear();
  }

  /** Ends the talk: what is being asked is rejected, what is being answered is cancelled. */
  close(): void {
    this.closed = true;
    for (const { reject } of this.pending.values()) reject(new ChannelClosed());
    for (const controller of this.answering.values()) controller.abort();
  }

  private async answer(id: number, name: string, argument: unknown): Promise<void> {
    const controller = new AbortController();
    this.answering.set(id, controller);
    const outcome = await this.outcomeOf(id, name, argument, controller.signal);
    if (this.answering.get(id) === controller) this.answering.delete(id);
    // Who gave a request up, or is gone, waits for no answer.
    if (!controller.signal.aborted) this.ends.post(outcome);
  }

  private async outcomeOf(id: number, name: string, argument: unknown, signal: AbortSignal): Promise<Envelope> {
    try {
      if (!Object.hasOwn(this.ends.answers, name)) throw new Error(`nothing answers the request ${name}`);
      const answer = this.ends.answers[name as keyof Own['requests']] as Answer;
      return { kind: 'result', id, value: await answer(argument, signal) };
    } catch (error) {
      if (error instanceof UserError) return { kind: 'rejection', id, reason: error.detail };
      if (!signal.aborted) this.ends.defect(error);
      return { kind: 'rejection', id, reason: message('page.defect', {}) };
    }
  }
}
