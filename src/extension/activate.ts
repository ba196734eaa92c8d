import * as vscode from 'vscode';
import { historyHandlers } from './commands/history.ts';
import { modelPageHandlers } from './commands/modelPage.ts';
import type { Services } from './commands/services.ts';
import { type CommandId, commands } from './contributions/commands.ts';
import { type EditorId, editors } from './contributions/editors.ts';
import { taskType } from './contributions/tasks.ts';
import { type ViewId, views } from './contributions/views.ts';
import { lazyEditor } from './editor/lazyEditor.ts';
import { ModelPages } from './editor/modelPages.ts';
import { OutlineView } from './editor/outline/outlineView.ts';
import { HistoryView } from './history/historyView.ts';
import { JobHistory } from './history/jobHistory.ts';
import { showFailure } from './jobs/failure.ts';
import { JobQueue } from './jobs/queue.ts';
import { JobRunner } from './jobs/runner.ts';
import { JobStatus } from './jobs/statusBar.ts';
import { setting } from './settings.ts';
import { lazyTasks } from './tasks/lazyTasks.ts';
import { loadTexts } from './texts.ts';

type Handler = (clicked: readonly unknown[]) => unknown;

/** Called by VS Code when a command is used or an editor opened for the first time. What a command needs is loaded with it. */
export function activate(context: vscode.ExtensionContext): void {
  const services = servicesFor(context);
  const pages = new ModelPages();
  context.subscriptions.push(pages);
  const handlers: Readonly<Record<CommandId, Handler>> = {
    'whittle.quantize': async (clicked) => (await import('./commands/quantize.ts')).quantize(services, clicked),
    'whittle.inspect': async (clicked) => (await import('./commands/inspect.ts')).inspect(services, clicked),
    'whittle.analyze': async (clicked) => (await import('./commands/openForm.ts')).openForm(pages, 'analyze', clicked),
    'whittle.prune': async (clicked) => (await import('./commands/openForm.ts')).openForm(pages, 'prune', clicked),
    'whittle.compareModels': async (clicked) =>
      (await import('./commands/compareModels.ts')).compareModels(services, clicked),
    'whittle.benchmark': async (clicked) => (await import('./commands/benchmark.ts')).benchmark(services, clicked),
    'whittle.runRecipe': async (clicked) => (await import('./commands/runRecipe.ts')).runRecipe(services, clicked),
    'whittle.saveRecipe': async (clicked) => (await import('./commands/saveRecipe.ts')).saveRecipe(clicked),
    'whittle.newRecipe': async () => (await import('./commands/newRecipe.ts')).newRecipe(),
    'whittle.showJobs': async () => (await import('./commands/showJobs.ts')).showJobs(services.queue),
    'whittle.showLog': () => services.log.show(),
    'whittle.openSample': async (clicked) => (await import('./commands/openSample.ts')).openSample(services, clicked),
    ...historyHandlers(services),
    ...modelPageHandlers(pages),
  };
  const providers: Readonly<Record<EditorId, vscode.CustomReadonlyEditorProvider>> = {
    'whittle.model': lazyEditor(async () => {
      const { ModelEditor } = await import('./editor/modelEditor.ts');
      return new ModelEditor(services, pages);
    }),
    'whittle.report': lazyEditor(async () => {
      const { ReportEditor } = await import('./editor/reportEditor.ts');
      return new ReportEditor(services, pages);
    }),
  };
  const trees: Readonly<Record<ViewId, (id: ViewId) => vscode.Disposable>> = {
    'whittle.outline': (id) => new OutlineView(id, pages),
    'whittle.history': (id) => new HistoryView(id, services.history),
  };
  for (const id of Object.keys(views) as ViewId[]) context.subscriptions.push(trees[id](id));
  for (const id of Object.keys(commands) as CommandId[]) {
    context.subscriptions.push(vscode.commands.registerCommand(id, handled(id, handlers[id], services)));
  }
  for (const id of Object.keys(editors) as EditorId[]) {
    const options = { supportsMultipleEditorsPerDocument: true };
    context.subscriptions.push(vscode.window.registerCustomEditorProvider(id, providers[id], options));
  }
  const tasks = lazyTasks(async () => {
    const { WhittleTasks } = await import('./tasks/taskProvider.ts');
    return new WhittleTasks(context.asAbsolutePath('dist/whittle.js'));
  });
  context.subscriptions.push(vscode.tasks.registerTaskProvider(taskType, tasks));
}

function servicesFor(context: vscode.ExtensionContext): Services {
  const log = vscode.window.createOutputChannel('Whittle', { log: true });
  const status = new JobStatus();
  const history = new JobHistory(context, log);
  const queue = new JobQueue(
    () => setting('whittle.jobs.concurrent'),
    () => {
      status.update(queue.jobs);
      history.progressed();
    },
  );
  const runner = new JobRunner(queue, log, context.asAbsolutePath('dist/worker.js'), history.observe);
  // Closing the window ends the background processes by itself; unloading the extension must too.
  context.subscriptions.push(log, status, history, { dispose: () => queue.cancelAll() });
  return { context, log, queue, runner, history };
}

/** Whatever goes wrong in a command is told in a sentence, never as a stack. */
function handled(id: CommandId, handler: Handler, { log }: Services) {
  return async (...clicked: unknown[]): Promise<unknown> => {
    await loadTexts();
    try {
      return await handler(clicked);
    } catch (error) {
      showFailure(error, { code: commands[id].title, args: {} }, log);
      return undefined;
    }
  };
}
