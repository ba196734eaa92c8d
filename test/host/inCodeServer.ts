import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleHostTests } from '../../scripts/vscode/hostBundle.mjs';
import { launchChromium } from '../browser/chromium.ts';
import { CodeServer, project } from '../vscode/codeServer.ts';
import { type HostResults, resultsVariable } from './results.ts';
import { fillWorkspace } from './workspace.ts';

/** Minutes within which all tests in the extension host must have run. */
const patience = 12;

/**
 * Runs the tests inside the extension host of a VS Code server, whose window is a page of Chromium.
 * @throws Error with what VS Code said, where the tests did not come to an end
 */
export async function runInCodeServer(): Promise<HostResults> {
  const tests = await bundleHostTests();
  const folder = mkdtempSync(path.join(tmpdir(), 'whittle-host-'));
  const results = path.join(folder, 'results.json');
  const workspace = mkdtempSync(path.join(tmpdir(), 'whittle-host-workspace-'));
  try {
    fillWorkspace(workspace, project);
    const environment = { [resultsVariable]: results };
    await using server = await CodeServer.start({ extension: 'none', development: true, environment });
    const output = await window(server, workspace, tests);
    if (!existsSync(results)) throw new Error(`The tests in the extension host did not end by themselves:\n${output}`);
    return JSON.parse(readFileSync(results, 'utf8')) as HostResults;
  } finally {
    for (const each of [folder, workspace]) rmSync(each, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Opens a window that runs the tests, and waits until VS Code says that they ended. @returns what they printed */
async function window(server: CodeServer, workspace: string, tests: string): Promise<string> {
  const lines: string[] = [];
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.exposeFunction('codeAutomationLog', (_type: string, values: readonly unknown[]) => {
      lines.push(values.join(' '));
    });
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    await page.exposeFunction('codeAutomationExit', () => end());
    const remote = (file: string): string => `vscode-remote://${new URL(server.url).host}${file}`;
    const payload = [
      ['extensionDevelopmentPath', remote(project)],
      ['extensionTestsPath', remote(tests)],
      ['skipWelcome', 'true'],
    ];
    const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
    await page.goto(`${server.url}/?${query.toString()}`);
    const late = new Promise<void>((resolve) => setTimeout(resolve, patience * 60_000).unref());
    await Promise.race([ended, late]);
  } finally {
    await browser.close();
  }
  return lines.join('\n');
}
