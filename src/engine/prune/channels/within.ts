import type { PassContext } from '../../recipe/context.ts';

/** The context of a part of a pass: its progress is that between two shares of the whole. */
export function within(context: PassContext, from: number, to: number): PassContext {
  return {
    ...context,
    log: (message) => context.log(message),
    finding: (finding) => context.finding(finding),
    progress: (stage, fraction) => context.progress(stage, from + (to - from) * fraction),
  };
}
