import { describe, expect, it } from 'vitest';
import { fileArgument, taskArguments } from './taskArguments.ts';

describe('the arguments of a task', () => {
  it('are the command, what it is given, and more as it is written', () => {
    expect(
      taskArguments({
        ...{ type: 'whittle', command: 'run', recipe: 'small recipe.whittle.json', models: ['a.onnx', 'b c.onnx'] },
        ...{ data: 'data/', arguments: ['--force', '-o', '${workspaceFolder}/out'] },
      }),
    ).toEqual([
      ...['run', 'small recipe.whittle.json', 'a.onnx', 'b c.onnx'],
      ...['--data', 'data/', '--force', '-o', '${workspaceFolder}/out'],
    ]);
  });

  it('have no recipe where none is run', () => {
    expect(taskArguments({ command: 'bench', recipe: 'r', models: ['a', 'b'] })).toEqual(['bench', 'a', 'b']);
    expect(taskArguments({ command: 'quantize', models: 'a.onnx' })).toEqual(['quantize', 'a.onnx']);
  });

  it.each([
    [{}, []],
    [{ command: 'run' }, ['run']],
    [{ command: 'prune', models: [1, null, { x: 1 }] }, ['prune', '1', '{"x":1}']],
    [{ command: 'run', recipe: ['a', 'b'], models: [['c']], arguments: true }, ['run', 'a', 'b', 'c', 'true']],
  ])('leave to the command line what is wrong with %j', (settings, expected) => {
    expect(taskArguments(settings)).toEqual(expected);
  });

  it('never take a file for an option', () => {
    expect(fileArgument('--force.whittle.json')).toBe('./--force.whittle.json');
    expect(fileArgument('a-b.onnx')).toBe('a-b.onnx');
  });
});
