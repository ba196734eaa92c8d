import * as vscode from 'vscode';
import type { JobQueue, QueuedJob } from '../jobs/queue.ts';
import { state } from '../jobs/statusBar.ts';
import { say, sayMessage } from '../texts.ts';

interface JobItem extends vscode.QuickPickItem {
  readonly cancel?: () => void;
}

/** Milliseconds between two looks at how far the jobs are. */
const interval = 500;

/** Lists the jobs that run and wait; each can be cancelled, or all. */
export function showJobs(queue: JobQueue): void {
  if (queue.jobs.length === 0) {
    void vscode.window.showInformationMessage(say('status.none', {}));
    return;
  }
  const pick = vscode.window.createQuickPick<JobItem>();
  pick.title = say('status.title', {});
  const refresh = (): void => {
    const { jobs } = queue;
    if (jobs.length === 0) pick.hide();
    else if (isStale(pick.items, jobs)) replaceItems(pick, items(queue));
  };
  refresh();
  const timer = setInterval(refresh, interval);
  pick.onDidAccept(() => {
    for (const { cancel } of pick.selectedItems) cancel?.();
    refresh();
  });
  pick.onDidTriggerItemButton(({ item }) => {
    item.cancel?.();
    refresh();
  });
  pick.onDidHide(() => {
    clearInterval(timer);
    pick.dispose();
  });
  pick.show();
}

function items(queue: JobQueue): readonly JobItem[] {
  const cancelButton = { iconPath: new vscode.ThemeIcon('close'), tooltip: say('status.cancel', {}) };
  const jobs = queue.jobs.map((job) => ({
    label: sayMessage(job.title),
    description: state(job),
    detail: say('status.cancel', {}),
    buttons: [cancelButton],
    cancel: () => job.cancel(),
  }));
  if (jobs.length < 2) return jobs;
  return [...jobs, { label: say('status.cancel-all', {}), cancel: () => queue.cancelAll() }];
}

/** Keeps the person's place in the list. */
function replaceItems(pick: vscode.QuickPick<JobItem>, fresh: readonly JobItem[]): void {
  const [active] = pick.activeItems;
  const place = active === undefined ? 0 : pick.items.indexOf(active);
  pick.items = fresh;
  const same = fresh[place];
  if (same !== undefined) pick.activeItems = [same];
}

function isStale(shown: readonly JobItem[], jobs: readonly QueuedJob[]): boolean {
  const listed = shown.filter(({ buttons }) => buttons !== undefined);
  return listed.length !== jobs.length || jobs.some((job, index) => listed[index]?.description !== state(job));
}
