import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { userErrorOf } from '../../../test/fixtures/userErrorOf.ts';
import { mistakeAt } from './jsonMistake.ts';
import { type GraphNodeData, mostNodeData } from './nodeData.ts';
import { readNodeData } from './readNodeData.ts';
import { writeNodeData } from './writeNodeData.ts';

const read = (content: unknown) => readNodeData(JSON.stringify(content), 'data.json');
const refused = (text: string) => userErrorOf(() => readNodeData(text, 'data.json'));
const refusedContent = (content: unknown) => refused(JSON.stringify(content));

/** What the browser says of a text that is no JSON. */
function complaint(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

describe('node data', () => {
  it('is read with graphs and without', () => {
    const graph = {
      name: 'latency',
      results: { conv1: { value: 1.5, bgColor: 'red', textColor: 'white' }, 'node 2': { value: -3 } },
      thresholds: [{ value: 10, bgColor: 'blue' }],
      gradient: [{ stop: 0, bgColor: '#fff' }],
    };
    const results = new Map([
      ['conv1', 1.5],
      ['node 2', -3],
    ]);
    expect(read(graph).graphs).toEqual([{ name: 'latency', results }]);
    expect(read({ main: graph, other: { results: { x: { value: 0 } } } }).graphs).toEqual([
      { graphId: 'main', name: 'latency', results },
      { graphId: 'other', results: new Map([['x', 0]]) },
    ]);
  });

  it('may have a graph or a node that is called as its parts are', () => {
    expect(read({ results: { results: { x: { value: 1 } } } }).graphs).toEqual([
      { graphId: 'results', results: new Map([['x', 1]]) },
    ]);
    expect(read({ results: { results: { value: 1 } } }).graphs).toEqual([{ results: new Map([['results', 1]]) }]);
    expect(read({ name: { results: { name: { value: 1 } } } }).graphs).toEqual([
      { graphId: 'name', results: new Map([['name', 1]]) },
    ]);
  });

  it('keeps texts, takes true and false for texts, and null for no value', () => {
    const results = { a: { value: 'cpu' }, b: { value: true }, c: { value: null }, d: { value: 2 } };
    expect(read({ results }).graphs[0]!.results).toEqual(
      new Map<string, string | number>([
        ['a', 'cpu'],
        ['b', 'true'],
        ['d', 2],
      ]),
    );
  });

  it('has no way into the prototypes of objects', () => {
    const text = '{"results": {"__proto__": {"value": 7}, "constructor": {"value": 8}, "toString": {"value": 9}}}';
    const [graph] = readNodeData(text, 'data.json').graphs;
    expect([...graph!.results]).toEqual([
      ['__proto__', 7],
      ['constructor', 8],
      ['toString', 9],
    ]);
    expect(({} as { value?: unknown }).value).toBeUndefined();
    expect(refused('{"__proto__": {"results": {"x": {"value": 1}}, "results2": 1}, "y": 1}')).toMatchObject({
      code: 'model.node-data-foreign',
      args: { place: 'y' },
    });
    expect(refused('{"results": {"x": {"__proto__": {"value": 1}}}}').code).toBe('model.node-data-value');
  });
});

describe('what is no node data is refused, and where it is wrong is said', () => {
  it.each([
    ['an empty file', '', 1, 1],
    ['a file that was cut off', '{"results":\n  {"x": {"val', 2, 14],
    ['NaN as Python writes it', '{"results": {\n  "x": {"value": NaN}}}', 2, 18],
    ['a comma too many', '{"results": {"x": {"value": 1},\n}}', 2, 1],
    ['a string over two lines', '{"results": {"a\nb": {"value": 1}}}', 1, 16],
    ['a bracket that closes another', '{"results": {"x": 1]}', 1, 20],
    ['more than one value', '{"results": {}}\r\n{}', 2, 1],
  ])('%s', (_what, text, line, column) => {
    expect(refused(text)).toEqual({ code: 'model.node-data-not-json', args: { file: 'data.json', line, column } });
  });

  it('where the browser says that it is wrong, wherever it is cut or changed', () => {
    const text = '{"a\\n\\u00e9": [1, -2.5e-3, true, null, {}], "b": {"c": [[]], "d": "x"}}';
    const change = fc.tuple(
      fc.nat(text.length),
      fc.nat(2),
      fc.constantFrom('', ',', '"', ']', '}', '{', '1', 'x', '\\', ' '),
    );
    fc.assert(
      fc.property(change, ([at, removed, added]) => {
        const changed = text.slice(0, at) + added + text.slice(at + removed);
        const mistake = mistakeAt(changed);
        const said = complaint(changed);
        const [, position, sign] = /position (\d+)|token '(.)'/.exec(said ?? '') ?? [];
        // Of a number, a word or an escape, the browser says where in it.
        if (position !== undefined) expect(Math.abs(mistake - Number(position))).toBeLessThan(6);
        else if (sign !== undefined) expect(changed.slice(mistake, mistake + 5)).toContain(sign);
        else expect(mistake).toBe(changed.length);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a list', [1]],
    ['a text', 'x'],
    ['null', null],
  ])('%s', (_what, content) => {
    expect(refusedContent(content).code).toBe('model.node-data-foreign');
  });

  it.each([
    ['a graph that is no object', { main: 3 }, 'main'],
    ['a graph without results', { first: { results: {} }, second: { values: {} } }, 'second'],
    ['results that are a list', { main: { results: [] } }, 'main'],
  ])('%s', (_what, content, place) => {
    expect(refusedContent(content)).toMatchObject({ code: 'model.node-data-foreign', args: { place } });
  });

  it.each([
    ['a result that is a number', { results: { 'a/b': 3 } }, 'results["a/b"]', 'object'],
    ['a value that is missing', { main: { results: { x: {} } } }, 'main.results["x"].value', 'number'],
    ['a value that is a list', { results: { x: { value: [1] } } }, 'results["x"].value', 'number'],
    ['a name that is a number', { main: { name: 3, results: {} } }, 'main.name', 'text'],
  ])('%s', (_what, content, place, expected) => {
    const named = { code: `model.node-data-${expected}`, args: {} };
    expect(refusedContent(content)).toEqual({
      code: 'model.node-data-value',
      args: { file: 'data.json', place, expected: named },
    });
  });

  it('one without values', () => {
    expect(refusedContent({ main: { results: {} } }).code).toBe('model.node-data-empty');
    expect(refusedContent({}).code).toBe('model.node-data-empty');
  });

  it('one that is deep, before its depth costs anything', () => {
    const deep = `{"results": {"x": {"value": 1}},\n "more": ${'['.repeat(1_000_000)}`;
    expect(refused(deep)).toEqual({ code: 'model.node-data-deep', args: { file: 'data.json', line: 2, column: 73 } });
    expect(
      readNodeData(`{"results": {"${'['.repeat(100)}\\"${'{'.repeat(100)}": {"value": 1}}}`, 'x').graphs,
    ).toHaveLength(1);
  });

  it('one that is too large', () => {
    expect(refused(' '.repeat(mostNodeData + 1))).toEqual({
      code: 'model.node-data-huge',
      args: { file: 'data.json', limit: '67.1 MB' },
    });
  });

  it('very long names, in short', () => {
    const { args } = refusedContent({ results: { ['x'.repeat(1e6)]: 3 } });
    expect(JSON.stringify(args).length).toBeLessThan(250);
  });

  it('anything else with an error for a person, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.string()), (content) => {
        const text = JSON.stringify(content);
        try {
          readNodeData(text, 'data.json');
        } catch (error) {
          expect(error).toMatchObject({ name: 'UserError' });
        }
      }),
    );
  });
});

describe('what is written', () => {
  const value = fc.oneof(fc.double({ noNaN: true }), fc.string());
  const graph: fc.Arbitrary<GraphNodeData> = fc.record(
    {
      graphId: fc.string(),
      name: fc.string(),
      results: fc.array(fc.tuple(fc.string(), value), { minLength: 1 }).map((entries) => new Map(entries)),
      meaning: fc.record({
        unit: fc.string(),
        scale: fc.constantFrom('linear', 'logarithmic'),
        strong: fc.constantFrom('high', 'low'),
        combine: fc.constantFrom('sum', 'mean', 'strongest'),
      }),
    },
    { requiredKeys: ['graphId', 'results'] },
  );

  it('is read again to the last bit', () => {
    fc.assert(
      fc.property(graph, (written) => {
        // A graph without name is taken for the only one when what is in it is called `value`.
        fc.pre(written.graphId !== 'results');
        const again = readNodeData(writeNodeData(written, [{ stop: 0, bgColor: '#ffffff' }]), 'x').graphs;
        expect(again).toEqual([written]);
        for (const [key, each] of written.results) expect(Object.is(again[0]!.results.get(key), each)).toBe(true);
      }),
    );
  });

  it('leaves out what is not a number', () => {
    const results = new Map([
      ['a', NaN],
      ['b', 1],
    ]);
    expect(readNodeData(writeNodeData({ graphId: 'g', results }), 'x').graphs[0]!.results).toEqual(new Map([['b', 1]]));
  });

  it('is what Model Explorer reads', () => {
    const results = new Map([['conv', 2.5]]);
    const text = writeNodeData({ graphId: 'main', name: 'MACs', results }, [{ stop: 0, bgColor: '#ffffff' }]);
    expect(JSON.parse(text)).toEqual({
      main: { name: 'MACs', gradient: [{ stop: 0, bgColor: '#ffffff' }], results: { conv: { value: 2.5 } } },
    });
  });
});
