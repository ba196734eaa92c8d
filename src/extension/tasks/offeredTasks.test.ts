import { describe, expect, it } from 'vitest';
import { format } from '../../protocol/messages/catalogue.ts';
import { offeredTasks } from './offeredTasks.ts';

const nothing = { recipes: [], models: [], reports: [] };

describe('the tasks that are offered', () => {
  it('are none where there is nothing', () => {
    expect(offeredTasks(nothing)).toEqual([]);
    expect(offeredTasks({ ...nothing, recipes: ['a.whittle.json'] })).toEqual([]);
  });

  it('are recipes on the models beside them, and models beside what was made of them', () => {
    const offered = offeredTasks({
      recipes: ['m/small.whittle.json', 'recipes/any.whittle.json'],
      models: ['m/digits.onnx', 'm/digits.int8.onnx', 'm/digitsOther.onnx', 'n/net.onnx'],
      reports: ['m/digits.int8.whittle-report.json', 'm/digits-benchmark.whittle-report.json'],
    });
    expect(offered.map(({ definition }) => definition)).toEqual([
      { command: 'run', recipe: 'm/small.whittle.json', models: ['m/digits.onnx'] },
      { command: 'run', recipe: 'm/small.whittle.json', models: ['m/digitsOther.onnx'] },
      ...['m/digits.onnx', 'm/digitsOther.onnx', 'n/net.onnx'].map((model) => ({
        ...{ command: 'run', recipe: 'recipes/any.whittle.json', models: [model] },
      })),
      { command: 'bench', models: ['m/digits.onnx', 'm/digits.int8.onnx'] },
      { command: 'bench', models: ['m/digitsOther.onnx'] },
      { command: 'bench', models: ['n/net.onnx'] },
    ]);
    expect(format(offered[0]!.name)).toBe('m/small.whittle.json on m/digits.onnx');
    expect(format(offered[0]!.detail)).toBe('Writes m/digits.small.onnx.');
    expect(new Set(offered.map(({ name }) => format(name))).size).toBe(offered.length);
  });

  it('stay a list that can be read, however much there is', () => {
    const many = (end: string): string[] => Array.from({ length: 300 }, (_, index) => `${index}${end}`);
    const offered = offeredTasks({ recipes: many('.whittle.json'), models: many('.onnx'), reports: [] });
    expect(offered.length).toBeLessThanOrEqual(220);
  });

  it('are no options, whatever files are called', () => {
    const [run] = offeredTasks({ ...nothing, recipes: ['-o.whittle.json'], models: ['--force.onnx'] });
    expect(run?.definition).toMatchObject({ recipe: './-o.whittle.json', models: ['./--force.onnx'] });
  });
});
