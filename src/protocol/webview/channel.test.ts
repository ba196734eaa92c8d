import { expect, it, vi } from 'vitest';
import { message } from '../messages/catalogue.ts';
import { UserError, userError } from '../userError.ts';
import { type Answers, Channel, ChannelClosed, OtherSideBegan, type Side } from './channel.ts';
import type { Envelope } from './envelope.ts';

interface Left extends Side {
  readonly notification: { readonly type: 'counted'; readonly count: number } | { readonly type: 'ended' };
  readonly requests: object;
}

interface Right extends Side {
  readonly notification: { readonly type: 'begin' };
  readonly requests: {
    readonly double: { readonly argument: number; readonly result: number };
    readonly wait: { readonly argument: null; readonly result: string };
  };
}

/** Both ends of a channel over JSON, and what travelled. */
function pair(answers: Partial<Answers<Right>> = {}) {
  const travelled: Envelope[] = [];
  const heard: (Left | Right)['notification'][] = [];
  const defects: unknown[] = [];
  const carry = (to: () => { receive(data: unknown): void }) => (envelope: Envelope) => {
    travelled.push(envelope);
    const json = JSON.stringify(envelope);
    queueMicrotask(() => to().receive(JSON.parse(json)));
  };
  const ends = {
    notified: (each: (typeof heard)[number]) => heard.push(each),
    defect: (each: unknown) => defects.push(each),
  };
  const left: Channel<Left, Right> = new Channel<Left, Right>({ ...ends, post: carry(() => right), answers: {} });
  const right: Channel<Right, Left> = new Channel<Right, Left>({
    ...ends,
    post: carry(() => left),
    answers: { double: (value) => value * 2, wait: () => 'done', ...answers },
  });
  return { left, right, travelled, heard, defects };
}

it('carries notifications both ways, in order', async () => {
  const { left, right, heard } = pair();
  left.notify({ type: 'begin' });
  right.notify({ type: 'counted', count: 1 });
  right.notify({ type: 'ended' });
  await Promise.resolve();
  expect(heard).toEqual([{ type: 'begin' }, { type: 'counted', count: 1 }, { type: 'ended' }]);
});

it('gives every request its own answer, whichever comes first', async () => {
  const held: (() => void)[] = [];
  const { left } = pair({ double: (value) => new Promise((resolve) => held.push(() => resolve(value * 2))) });
  const answers = [left.request('double', 1), left.request('double', 20)];
  await Promise.resolve();
  for (const release of held.reverse()) release();
  expect(await Promise.all(answers)).toEqual([2, 40]);
});

it('brings a UserError to who asked, with its code and values', async () => {
  const { left, defects } = pair({
    wait: () => {
      throw userError('page.model-missing', { file: 'a.onnx' });
    },
  });
  const error = await left.request('wait', null).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).detail).toEqual(message('page.model-missing', { file: 'a.onnx' }));
  expect(defects).toEqual([]);
});

it('keeps a defect where it happened, and tells who asked only that there is one', async () => {
  const defect = new TypeError('x is not a function');
  const { left, defects, travelled } = pair({ wait: () => Promise.reject(defect) });
  await expect(left.request('wait', null)).rejects.toMatchObject({ detail: { code: 'page.defect' } });
  expect(defects).toEqual([defect]);
  expect(JSON.stringify(travelled)).not.toContain('x is not a function');
});

it('answers nothing that is inherited by every object', async () => {
  const { left, right, defects, travelled } = pair();
  right.receive({ kind: 'request', id: 7, name: 'toString', argument: null });
  await expect(left.request('double', 3)).resolves.toBe(6);
  expect(defects).toHaveLength(1);
  expect(travelled).toContainEqual({ kind: 'rejection', id: 7, reason: message('page.defect', {}) });
});

it('tells the other side when a request is given up, and hears no late answer', async () => {
  let seen: AbortSignal | undefined;
  let finish: (value: string) => void = () => undefined;
  const { left, travelled } = pair({
    wait: (_, signal) => {
      seen = signal;
      return new Promise((resolve) => {
        finish = resolve;
      });
    },
  });
  const controller = new AbortController();
  const asked = left.request('wait', null, controller.signal);
  await Promise.resolve();
  expect(seen?.aborted).toBe(false);
  controller.abort(new Error('not wanted any more'));
  await expect(asked).rejects.toThrow('not wanted any more');
  expect(seen?.aborted).toBe(true);
  finish('too late');
  await Promise.resolve();
  expect(travelled.map(({ kind }) => kind)).toEqual(['request', 'cancel']);
});

it('asks nothing with a signal that is aborted already', async () => {
  const { left, travelled } = pair();
  await expect(left.request('wait', null, AbortSignal.abort(new Error('no')))).rejects.toThrow('no');
  expect(travelled).toEqual([]);
});

it('rejects what is open and cancels what is being answered when it closes', async () => {
  let seen: AbortSignal | undefined;
  const { left, right, travelled } = pair({
    wait: (_, signal) => {
      seen = signal;
      return new Promise(() => undefined);
    },
  });
  const asked = left.request('wait', null);
  await Promise.resolve();
  left.close();
  right.close();
  await expect(asked).rejects.toBeInstanceOf(ChannelClosed);
  await expect(left.request('wait', null)).rejects.toBeInstanceOf(ChannelClosed);
  expect(seen?.aborted).toBe(true);
  left.notify({ type: 'begin' });
  expect(travelled).toHaveLength(1);
});

it.each([undefined, null, 'text', 7, {}, { kind: 'other' }, { type: 'begin' }])('passes over %j', (data) => {
  const { left, heard, defects } = pair();
  left.receive(data);
  expect([heard, defects]).toEqual([[], []]);
});

it('gives up what a page asked that is built anew, and takes what it asks then', async () => {
  const given: { readonly signal: AbortSignal; readonly release: (text: string) => void }[] = [];
  const wait = (_: null, signal: AbortSignal) =>
    new Promise<string>((resolve) => given.push({ signal, release: resolve }));
  const { left, right, travelled } = pair({ wait });
  void left.request('wait', null).catch(() => undefined);
  await Promise.resolve();
  right.otherSideBegan();
  expect(given[0]?.signal.reason).toBeInstanceOf(OtherSideBegan);
  // A page that is built anew counts from the first again.
  right.receive({ kind: 'request', id: 1, name: 'wait', argument: null });
  given[0]?.release('of the page before');
  given[1]?.release('of this page');
  await vi.waitFor(() => expect(travelled.at(-1)).toEqual({ kind: 'result', id: 1, value: 'of this page' }));
  expect(travelled.filter(({ kind }) => kind === 'result')).toHaveLength(1);
});
