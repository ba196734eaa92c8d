import type { Message } from '../../../protocol/messages/message.ts';
import type { PassContext } from '../../recipe/context.ts';

/** The context of a part of a pass: its progress is that between two shares of the whole, under one stage where one is given. */
export function within(context: PassContext, from: number, to: number, stage?: Message): PassContext {
  return {
    ...context,
    log: (message) => context.log(message),
    finding: (finding) => context.finding(finding),
    progress: (inner, fraction) => context.progress(stage ?? inner, from + (to - from) * fraction),
  };
}
