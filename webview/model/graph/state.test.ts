import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branching, calling } from '../../../test/fixtures/nestedGraphs.ts';
import { graphModelOf } from '../../../test/fixtures/structureOf.ts';
import { bodiesOf, type Path, pathTo } from './path.ts';
import { keptPath, readPath, readState } from './state.ts';

const model = graphModelOf(branching());
const holder = [...Array(model.nodeCount).keys()].find((node) => model.operator(node) === 'If')!;
const path: Path = [{ node: holder, graph: bodiesOf(model, holder)[1]! }];

describe('what is kept', () => {
  it('comes back as it was', () => {
    const kept = {
      path: keptPath(model, path),
      graphs: { '': { opening: { bodies: ['y'], groups: ['/a', '/b'] }, viewport: { x: 1, y: -2, zoom: 0.5 } } },
    };
    const read = readState(JSON.parse(JSON.stringify(kept)));
    expect(read).toEqual(kept);
    expect(readPath(model, read.path)).toEqual(path);
  });

  it('is nothing where it is of another version, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (kept) => {
        const { path: steps, graphs } = readState(kept);
        expect(readPath(model, steps)).toEqual([]);
        for (const { opening, viewport } of Object.values(graphs)) {
          expect(opening === undefined || Array.isArray(opening.groups)).toBe(true);
          expect(viewport === undefined || viewport.zoom > 0).toBe(true);
        }
      }),
    );
  });

  it.each([
    ['a list of something else', { path: [1, 'y'], graphs: [] }],
    ['half a step', { path: [{ node: 'y' }], graphs: { '': { opening: { bodies: ['y'] }, viewport: { x: 1 } } } }],
    ['null', null],
  ])('leaves out what cannot be read: %s', (_name, kept) => {
    const { path: steps, graphs } = readState(kept);
    expect(steps).toEqual([]);
    expect(Object.values(graphs)).toEqual(Object.values(graphs).map(() => ({})));
  });

  it('leads as far as the model still goes', () => {
    const steps = keptPath(model, path);
    expect(readPath(graphModelOf(calling()), steps)).toEqual([]);
    expect(readPath(model, [...steps, { node: 'nothing', graph: 'nowhere/' }])).toEqual(path);
    expect(readPath(model, [...steps, ...steps])).toEqual(path);
  });
});

describe('the way to a node', () => {
  it('enters functions, from one to the other', () => {
    const calls = graphModelOf(calling());
    const node = [...Array(calls.nodeCount).keys()].find((each) => calls.operator(each) === 'Sigmoid')!;
    const way = pathTo(calls, node)!;
    expect(way.map((step) => [calls.operator(step.node), calls.graphKind(step.graph)])).toEqual([
      ['twice', 'function'],
      ['half', 'function'],
    ]);
    expect(readPath(calls, keptPath(calls, way))).toEqual(way);
  });

  it('stays in the main graph for what is in subgraphs', () => {
    const node = [...Array(model.nodeCount).keys()].find((each) => model.operator(each) === 'MatMul')!;
    expect(pathTo(model, node)).toEqual([]);
  });
});
