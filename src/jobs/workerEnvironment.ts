/** Of VS Code and its shell: what they tell their own processes. A debugger's is among them, which would stop the job. */
const ofTheEditor = /^(VSCODE|ELECTRON)_/i;
/** A debugger's port, which two processes cannot have, or a stop until it is there. */
const inspection = /^"?--(inspect|debug)\b/;
/** Options whose value may stand behind them, as a word of its own. */
const withValue: ReadonlySet<string> = new Set(['--inspect-port', '--debug-port', '--inspect-publish-uid']);

/**
 * The environment of the background process: that of its parent without what is meant for the parent alone.
 * Inside desktop VS Code the parent's program is Electron, which is told to behave as Node.
 */
export function workerEnvironment(parent: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(parent).filter(([name]) => !ofTheEditor.test(name));
  const environment: NodeJS.ProcessEnv = { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: '1' };
  const options = environment['NODE_OPTIONS'];
  if (options !== undefined) environment['NODE_OPTIONS'] = withoutInspection(options);
  return environment;
}

/** Words as Node reads them from NODE_OPTIONS: between spaces, except inside quotes. */
function withoutInspection(options: string): string {
  const words = options.match(/(?:"(?:\\.|[^"\\])*"|[^\s"])+/g) ?? [];
  const isKept = (word: string, index: number): boolean =>
    !inspection.test(word) && !(withValue.has(words[index - 1] ?? '') && !word.startsWith('-'));
  return words.filter(isKept).join(' ');
}
