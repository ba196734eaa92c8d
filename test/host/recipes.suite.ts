import { deepEqual, equal, ok } from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { exists, until, workspaceFile } from './extension.ts';

const quick = { passes: [{ pass: 'quantize-dynamic' }], verify: { latency: false } };

describe('recipes', () => {
  before(async () => {
    await write('quick.whittle.json', quick);
    await write('.vscode/tasks.json', {
      version: '2.0.0',
      tasks: [
        {
          ...{ type: 'whittle', label: 'written down', command: 'run', recipe: 'quick.whittle.json' },
          models: ['${workspaceFolder}/digits.onnx'],
          arguments: ['-o', '${workspaceFolder}/with space.onnx'],
        },
        { type: 'whittle', label: 'mistaken', command: 'run', recipe: 'nowhere.whittle.json', models: ['digits.onnx'] },
      ],
    });
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(workspaceFile('.vscode'), { recursive: true });
  });

  it('are offered as tasks on the models beside them, as is measuring a model', async () => {
    const wanted = ['quick.whittle.json on digits.onnx', 'benchmark digits.onnx', 'written down'];
    // VS Code reads tasks.json in its own time.
    await until('the tasks', async () => {
      const names = (await vscode.tasks.fetchTasks({ type: 'whittle' })).map(({ name }) => name);
      return wanted.every((name) => names.includes(name));
    });
  });

  it('run as a task, which ends with the code of the program', async () => {
    equal(await run('quick.whittle.json on digits.onnx'), 0);
    ok(await exists(workspaceFile('digits.quick.onnx')));
    ok(await exists(workspaceFile('digits.quick.whittle-report.json')));
    // What is there is never replaced without being asked.
    equal(await run('quick.whittle.json on digits.onnx'), 1);
  });

  it('run as a task that is written down, with variables and spaces', async () => {
    equal(await run('written down'), 0);
    ok(await exists(workspaceFile('with space.onnx')));
    equal(await run('mistaken'), 1);
  });

  it('run on a model that is selected with them', async () => {
    const files = ['quick.whittle.json', 'digits.onnx'].map(workspaceFile);
    void vscode.commands.executeCommand('whittle.runRecipe', files[0], files);
    await until('the result', async () => exists(workspaceFile('digits.quick.2.onnx')));
  });

  it('are completed and checked while they are written', async () => {
    const text = '{"passes": [{"pass": "prune"}, {"pass": "quantize-static", "options": {"obs": 1, "observer": ""}}]}';
    await vscode.workspace.fs.writeFile(workspaceFile('wrong.whittle.json'), new TextEncoder().encode(text));
    const document = await vscode.workspace.openTextDocument(workspaceFile('wrong.whittle.json'));
    await vscode.window.showTextDocument(document);
    equal(document.languageId, 'json');
    const problems = await until('what is wrong', () => {
      const found = vscode.languages.getDiagnostics(document.uri);
      return found.length >= 3 ? found : undefined;
    });
    // Only what is wrong: a schema that cannot be loaded would be told of here, too.
    deepEqual(problems.map(({ range }) => document.getText(range)).sort(), ['""', '"obs"', '"prune"']);
    deepEqual(
      ['entropy', 'min-max', 'mse'].filter((each) => !text.includes(each)),
      (await completions(document, text.indexOf('"observer": ""') + 13)).filter((each) =>
        /^(entropy|min-max|mse)$/.test(each),
      ),
    );
    const names = await completions(document, text.indexOf('"obs"') + 1);
    ok(names.includes('excludeOperators') && names.includes('calibrationSamples'), names.join('; '));
  });

  it('begin with a whole one to be filled in', async () => {
    await vscode.commands.executeCommand('whittle.newRecipe');
    const { document } = await until('the new recipe', () => vscode.window.activeTextEditor);
    equal(document.uri.scheme, 'untitled');
    ok(document.uri.path.endsWith('/recipe.whittle.json'), document.uri.path);
    const passes = await until('the snippet', () => /"pass": "quantize-static"/.exec(document.getText()) ?? undefined);
    equal(passes.length, 1);
  });
});

/** What VS Code proposes at a place, without quotes, in the order of the alphabet. */
async function completions(document: vscode.TextDocument, offset: number): Promise<readonly string[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.positionAt(offset),
  );
  const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  return [...new Set(labels.map((label) => label.replaceAll('"', '')))].sort();
}

/** Runs a task and gives the code that its process ended with. */
async function run(name: string): Promise<number | undefined> {
  const task = await until(name, async () =>
    (await vscode.tasks.fetchTasks({ type: 'whittle' })).find((each) => each.name === name),
  );
  const ended = new Promise<number | undefined>((resolve) => {
    const listening = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== name) return;
      listening.dispose();
      resolve(exitCode);
    });
  });
  await vscode.tasks.executeTask(task);
  return ended;
}

async function write(name: string, contents: object): Promise<void> {
  await vscode.workspace.fs.writeFile(workspaceFile(name), new TextEncoder().encode(JSON.stringify(contents)));
}
