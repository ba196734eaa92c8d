import { type HistoryCommandId, historyCommands } from '../contributions/historyCommands.ts';
import type { Services } from './services.ts';

type Handler = (clicked: readonly unknown[]) => Promise<void>;

/** Handlers of the commands of the history. What they do is loaded with the first of them. */
export function historyHandlers(services: Services): Readonly<Record<HistoryCommandId, Handler>> {
  const handlers = (Object.keys(historyCommands) as HistoryCommandId[]).map((id) => {
    const handler: Handler = async (clicked) =>
      (await import('../history/historyActions.ts')).actOnHistory(id, services, clicked);
    return [id, handler] as const;
  });
  return Object.fromEntries(handlers) as Record<HistoryCommandId, Handler>;
}
