import * as vscode from 'vscode';
import { taskType } from '../contributions/tasks.ts';
import { setting } from '../settings.ts';
import { sayMessage } from '../texts.ts';
import { type OfferedTask, offeredTasks } from './offeredTasks.ts';
import { taskArguments } from './taskArguments.ts';

/** How tasks of Whittle are told apart from those of others. */
const source = 'Whittle';

const nowhere = '**/node_modules/**';
/** More files than tasks are made of. */
const limits = { recipes: 20, models: 200, reports: 500 };

/** Tasks run the command line that comes with the extension, in a terminal. Where nothing may be run, there are none. */
export class WhittleTasks implements vscode.TaskProvider {
  readonly #program: string;

  /** @param program path of the command line */
  constructor(program: string) {
    this.#program = program;
  }

  /** What could be run in the folders of the workspace. */
  async provideTasks(token: vscode.CancellationToken): Promise<vscode.Task[]> {
    if (!vscode.workspace.isTrusted) return [];
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const tasks = await Promise.all(folders.map(async (folder) => this.#tasksIn(folder, token)));
    return tasks.flat();
  }

  /** A task that somebody wrote down, ready to be run. */
  resolveTask({ definition, scope, name }: vscode.Task): vscode.Task | undefined {
    if (!vscode.workspace.isTrusted) return undefined;
    return this.#task(definition, scope ?? vscode.TaskScope.Workspace, name);
  }

  async #tasksIn(folder: vscode.WorkspaceFolder, token: vscode.CancellationToken): Promise<vscode.Task[]> {
    const find = async (pattern: string, limit: number): Promise<readonly string[]> => {
      const found = await vscode.workspace.findFiles(
        new vscode.RelativePattern(folder, pattern),
        nowhere,
        limit,
        token,
      );
      return found.map((uri) => uri.path.slice(folder.uri.path.length).replace(/^\//, ''));
    };
    const [recipes, models, reports] = await Promise.all([
      find('**/*.whittle.json', limits.recipes),
      find('**/*.onnx', limits.models),
      find('**/*.whittle-report.json', limits.reports),
    ]);
    return offeredTasks({ recipes, models, reports }).map((offered) => this.#offered(offered, folder));
  }

  #offered({ definition, name, detail }: OfferedTask, folder: vscode.WorkspaceFolder): vscode.Task {
    const task = this.#task({ type: taskType, ...definition }, folder, sayMessage(name));
    task.detail = sayMessage(detail);
    return task;
  }

  #task(
    definition: vscode.TaskDefinition,
    scope: vscode.WorkspaceFolder | vscode.TaskScope,
    name: string,
  ): vscode.Task {
    const folder = typeof scope === 'object' ? scope : vscode.workspace.workspaceFolders?.[0];
    const node = setting('whittle.jobs.node');
    const execution = new vscode.ProcessExecution(
      node === '' ? process.execPath : node,
      [this.#program, ...taskArguments(definition)],
      {
        ...(folder?.uri.scheme === 'file' && { cwd: folder.uri.fsPath }),
        // Desktop VS Code's own program is Electron, which is told to behave as Node.
        env: { ELECTRON_RUN_AS_NODE: '1' },
      },
    );
    return new vscode.Task(definition, scope, name, source, execution, []);
  }
}
