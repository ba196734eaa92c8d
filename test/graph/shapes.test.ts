import { expect, it } from 'vitest';
import { ModelBuilder } from '../fixtures/modelBuilder.ts';
import { graphModelOf } from '../fixtures/structureOf.ts';
import { Shapes } from '../../webview/model/shapes.ts';

function model() {
  const net = new ModelBuilder();
  const inner = net.node('Relu', [net.input('x', ['N', 8])], {}, { output: 'inner' });
  return graphModelOf(net.output(net.node('Relu', [inner], {}, { output: 'y' }), ['N', 8]).build());
}

const measured = {
  names: ['x', 'inner', 'of another model'],
  types: ['float32', 'float32', 'int64'],
  dims: [[4, 8], [4, 8], []],
  macs: [],
};

it('says what the file says, and then what a run showed', () => {
  const graph = model();
  const shapes = new Shapes(graph);
  const tensor = (name: string): number =>
    Array.from({ length: graph.tensorCount }, (_, index) => index).find((index) => graph.tensorName(index) === name)!;
  expect(shapes.shape(tensor('x'))).toBe('N×8');
  expect(shapes.shape(tensor('inner'))).toBeUndefined();
  let told = 0;
  const end = shapes.listen(() => told++);
  shapes.measure(measured);
  expect(told).toBe(1);
  expect([shapes.shape(tensor('inner')), shapes.type(tensor('inner'))]).toEqual(['4×8', 'float32']);
  expect(shapes.shape(tensor('x'))).toBe('N×8');
  expect(['x', 'inner', 'y'].map((name) => shapes.isMeasured(tensor(name)))).toEqual([false, true, false]);
  end();
  shapes.measure({ names: [], types: [], dims: [], macs: [] });
  expect(shapes.shape(tensor('inner'))).toBeUndefined();
  expect(told).toBe(1);
});
