import { UserError } from '../../../src/protocol/userError.ts';
import { element } from '../../element.ts';
import { remark } from '../../remark.ts';
import type { ViewContext } from './context.ts';

/** What is asked for, and what is shown of the answer. */
export interface Awaited<Result> {
  readonly ask: (signal: AbortSignal) => Promise<Result>;
  readonly show: (result: Result) => readonly (Node | string)[];
  /** What stands there meanwhile, where waiting may be long. */
  readonly waiting?: string;
  /** In place of the signal that ends with the selection; it must end with that at the latest. */
  readonly signal?: AbortSignal;
}

/** Shows in a place what has to be asked for, or why it cannot be had. What comes when it is no longer wanted is dropped. */
export async function awaitInto<Result>(
  place: HTMLElement,
  context: ViewContext,
  { ask, show, waiting, signal = context.signal }: Awaited<Result>,
): Promise<void> {
  place.setAttribute('aria-busy', 'true');
  if (waiting !== undefined) place.replaceChildren(element('p', { class: 'description' }, waiting));
  try {
    const result = await ask(signal);
    if (!signal.aborted) place.replaceChildren(...show(result));
  } catch (cause) {
    if (signal.aborted) return;
    if (!(cause instanceof UserError)) throw cause;
    place.replaceChildren(failure(context, cause));
  } finally {
    if (!signal.aborted) place.removeAttribute('aria-busy');
  }
}

/** A place that fills when an answer comes; see {@link awaitInto}. */
export function awaited<Result>(context: ViewContext, asked: Awaited<Result>): HTMLElement {
  const place = element('div', { class: 'awaited' });
  void awaitInto(place, context, asked);
  return place;
}

/** Why something cannot be shown, in its place. */
export function failure(context: ViewContext, { detail }: UserError): HTMLElement {
  return remark('error', context.say(detail));
}
