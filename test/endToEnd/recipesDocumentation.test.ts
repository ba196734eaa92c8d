import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { taskDefinition } from '../../src/extension/contributions/tasks.ts';
import { readRecipe } from '../../src/protocol/recipes/readRecipe.ts';
import { readReport } from '../../src/protocol/result/readReport.ts';
import { digits, Program } from './program.ts';

const file = fileURLToPath(new URL('../../docs/recipes.md', import.meta.url));
const blocks = [...readFileSync(file, 'utf8').matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map((match) => ({
  language: match[1],
  text: match[2]!,
}));
const [recipe, narrow, tasks] = blocks.filter(({ language }) => language === 'json').map(({ text }) => text);
const command = blocks.find(({ language }) => language === 'sh')!.text.trim();

let whittle: Program;

beforeAll(async () => {
  whittle = await Program.build();
});
afterAll(() => whittle.remove());

/** The larger test set would take longer and prove nothing more. */
function prepare(): void {
  for (const [name, source] of [
    ['digits.onnx', digits.model],
    ['calibration.npz', digits.calibration],
    ['test.npz', digits.calibration],
  ] as const) {
    copyFileSync(source, whittle.at(name));
  }
}

describe('the page on recipes', () => {
  it('has a recipe that does what the page says', async () => {
    prepare();
    writeFileSync(whittle.at('small.whittle.json'), recipe!);
    const [program, ...args] = command.split(' ');
    expect(program).toBe('whittle');
    const { code, err } = await whittle.run(...args, '--no-latency');
    expect(code, err).toBe(0);
    expect(existsSync(whittle.at('digits.small.onnx'))).toBe(true);
    const name = 'digits.small.whittle-report.json';
    const report = readReport(readFileSync(whittle.at(name), 'utf8'), name);
    expect(report.recipeFile?.name).toBe(readRecipe(recipe!, file).name);
    expect(report.coverage!.nodes.integer).toBeGreaterThan(30);
  }, 60_000);

  it('has a recipe that prunes and quantizes, with both gains in its report', async () => {
    prepare();
    writeFileSync(whittle.at('narrow.whittle.json'), narrow!);
    const { code, err } = await whittle.run('run', 'narrow.whittle.json', 'digits.onnx', '--no-latency');
    expect(code, err).toBe(0);
    const name = 'digits.narrow.whittle-report.json';
    const report = readReport(readFileSync(whittle.at(name), 'utf8'), name);
    expect(report.reductions?.map(({ kind }) => kind)).toEqual(['channels']);
    expect(report.coverage!.nodes.integer).toBeGreaterThan(20);
  }, 240_000);

  it('has tasks with settings that there are', () => {
    const known = new Set([...Object.keys(taskDefinition), 'label', 'type', 'group']);
    const { tasks: written } = JSON.parse(tasks!) as { readonly tasks: readonly object[] };
    expect(written.length).toBeGreaterThan(1);
    expect(written.flatMap((each) => Object.keys(each)).filter((key) => !known.has(key))).toEqual([]);
  });
});
