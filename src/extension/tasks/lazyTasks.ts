import type * as vscode from 'vscode';
import { loadTexts } from '../texts.ts';

/** A provider of tasks that is loaded, with the texts, when VS Code first asks for one. */
export function lazyTasks(load: () => Promise<vscode.TaskProvider>): vscode.TaskProvider {
  let provider: Promise<vscode.TaskProvider> | undefined;
  const loaded = async (): Promise<vscode.TaskProvider> => {
    await loadTexts();
    return (provider ??= load());
  };
  return {
    provideTasks: async (token) => (await loaded()).provideTasks(token),
    resolveTask: async (task, token) => (await loaded()).resolveTask(task, token),
  };
}
