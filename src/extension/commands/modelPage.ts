import { userError } from '../../protocol/userError.ts';
import { modelPageCommands } from '../../protocol/webview/modelCommands.ts';
import type { ModelCommandId } from '../contributions/modelCommands.ts';
import type { ModelPages } from '../editor/modelPages.ts';

/** Handlers of the commands that the page of the model in front carries out. They throw UserError where there is none. */
export function modelPageHandlers(pages: ModelPages): Readonly<Record<ModelCommandId, () => void>> {
  const handlers = modelPageCommands.map((command) => {
    const handler = (): void => {
      const { front } = pages;
      if (front === undefined) throw userError('extension.no-model-page', {});
      // What is typed next goes to the page, wherever the command was chosen.
      front.panel.reveal();
      front.notify({ type: 'command', command });
    };
    return [`whittle.model.${command}`, handler] as const;
  });
  return Object.fromEntries(handlers) as Record<ModelCommandId, () => void>;
}
