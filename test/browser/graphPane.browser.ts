import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportedTransformer } from '../fixtures/exportedTransformer.ts';
import { branching, calling } from '../fixtures/nestedGraphs.ts';
import { structureOf } from '../fixtures/structureOf.ts';
import { launchChromium } from './chromium.ts';
import { openPane, type PanePage } from './graphPanePage.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const transformer = structureOf(exportedTransformer(120));

/** Box of an operator of the model, by its name, and what else statements need. */
const helpers = `
  const graph = pane.graph;
  const view = graph.view;
  const nodeNamed = (name) => [...Array(model.nodeCount).keys()].find((node) => model.nodeName(node) === name);
  const boxOfNode = (node) => graph.drawn.boxOfNode[graph.drawn.plan.view.viewOfNode[node]];
  const boxNamed = (name) => boxOfNode(nodeNamed(name));
  const boxTitled = (title) => graph.drawn.scene.boxes.title.indexOf(title);
  const selectedBoxes = () => [...view.marked.selected];
  const titles = (boxes) => boxes.map((box) => graph.drawn.scene.boxes.title[box]);
  const settle = async () => {
    for (let last = '', same = 0; same < 4; ) {
      await frames();
      const now = JSON.stringify([view.viewport, graph.drawn.plan === graph.plan]);
      same = now === last && graph.drawn.plan === graph.plan ? same + 1 : 0;
      last = now;
    }
  };
  const place = (box) => {
    const { boxes } = graph.drawn.scene;
    const { left, top, width, height } = document.querySelector('.graph-canvas').getBoundingClientRect();
    const { x, y, zoom } = view.viewport;
    const middle = (boxes.x[box] + boxes.width[box] / 2 - x) * zoom + left + width / 2;
    return { x: middle, top: (boxes.y[box] - y) * zoom + top + height / 2, height: boxes.height[box] * zoom };
  };
`;

/** Runs statements with {@link helpers}. */
const run = <Result = unknown>(pane: PanePage, statements: string): Promise<Result> =>
  pane.run<Result>(`${helpers} ${statements}`);

interface Place {
  readonly x: number;
  readonly top: number;
  readonly height: number;
}

async function close(pane: PanePage): Promise<void> {
  expect(pane.faults).toEqual([]);
  await pane.page.close();
}

const spoken = (pane: PanePage): Promise<string> =>
  pane.run<string>(`return document.querySelector('.unseen').textContent;`);

describe('the first look', () => {
  it('shows the graph from its beginning, laid out in a worker under the policy of the editor', async () => {
    const pane = await openPane(browser, transformer);
    const { boxes, place } = await run<{ boxes: readonly string[]; place: Place }>(
      pane,
      `await settle(); return { boxes: graph.drawn.scene.boxes.title, place: place(boxTitled('ids')) };`,
    );
    expect(boxes).toContain('ids');
    expect(boxes).toContain('Softmax');
    expect(place.top).toBeGreaterThanOrEqual(0);
    expect(place.top).toBeLessThan(100);
    expect(pane.page.workers()).toHaveLength(1);
    await pane.page.getByRole('application', { name: 'Graph of model.onnx' }).waitFor();
    await close(pane);
  });

  it('shows a model without any node', async () => {
    const { nodes, graphs } = transformer;
    const empty = {
      ...transformer,
      graphs: {
        ...graphs,
        nodeStart: new Uint32Array(2),
        input: new Uint32Array(),
        inputStart: new Uint32Array(2),
        output: new Uint32Array(),
        outputStart: new Uint32Array(2),
      },
      nodes: {
        ...nodes,
        ...{
          operator: new Uint32Array(),
          domain: new Uint32Array(),
          name: new Uint32Array(),
          scope: new Uint32Array(),
        },
        ...{ inputStart: new Uint32Array(1), outputStart: new Uint32Array(1), attributeStart: new Uint32Array(1) },
        ...{ parameters: new Float64Array(), parameterBytes: new Float64Array(), macs: new Float64Array() },
      },
    };
    const pane = await openPane(browser, empty);
    expect(await run<number>(pane, 'return graph.drawn.scene.boxes.id.length;')).toBe(0);
    await pane.page.locator('.graph-canvas').focus();
    await pane.page.keyboard.press('Home');
    await close(pane);
  });

  it('gives its worker and its place back', async () => {
    const pane = await openPane(browser, transformer);
    await pane.run('pane.dispose();');
    await expect.poll(() => pane.page.workers().length).toBe(0);
    expect(await pane.run<number>(`return document.querySelector('main').childElementCount;`)).toBe(0);
    await close(pane);
  });
});

describe('the selection', () => {
  it('is what was clicked: a node, a group, an end of the graph, a line', async () => {
    const pane = await openPane(browser, transformer);
    const click = async (box: string, dy = 30): Promise<unknown> => {
      const at = await run<Place>(pane, `view.reveal(${box}); await settle(); return place(${box});`);
      await pane.page.mouse.click(at.x, at.top + Math.min(dy, at.height / 2));
      return run(pane, `return selection.items;`);
    };
    const node = await run<number>(pane, `return nodeNamed('/layers.0/attention/Softmax');`);
    expect(await click(`boxNamed('/layers.0/attention/Softmax')`)).toEqual([{ kind: 'node', node }]);
    const tensor = await run<number>(pane, `return model.graphInputs(0)[0];`);
    expect(await click(`boxTitled('ids')`)).toEqual([{ kind: 'tensor', tensor }]);
    const below = await run<Place>(pane, `return place(boxTitled('ids'));`);
    await pane.page.mouse.click(below.x, below.top + below.height + 8);
    expect(await run(pane, `return selection.items;`)).toEqual([{ kind: 'tensor', tensor }]);
    await pane.run(`pane.collapseAll();`);
    const key = await run<string>(
      pane,
      `await settle(); return graph.drawn.plan.view.groups.key[graph.drawn.subject(boxTitled('layers')).group];`,
    );
    expect(await click(`boxTitled('layers')`)).toEqual([{ kind: 'group', key }]);
    await close(pane);
  });

  it('from elsewhere opens the groups around it and moves there', async () => {
    const pane = await openPane(browser, transformer);
    await run(pane, 'pane.collapseAll(); await settle();');
    const [before, after, place] = await run<[number, readonly string[], Place]>(
      pane,
      `
        const before = graph.drawn.scene.boxes.title.indexOf('Softmax');
        const node = nodeNamed('/layers.1/attention/Softmax');
        selection.set([{ kind: 'node', node }], 'layers');
        await settle();
        await settle();
        return [before, titles(selectedBoxes()), place(boxOfNode(node))];
      `,
    );
    expect(before).toBe(-1);
    expect(after).toEqual(['Softmax']);
    expect(place.top).toBeGreaterThan(0);
    expect(place.top).toBeLessThan(780);
    expect(place.x).toBeGreaterThan(0);
    expect(place.x).toBeLessThan(1280);
    await close(pane);
  });

  it('stays when its group closes: the group is marked in its place', async () => {
    const pane = await openPane(browser, transformer);
    const marked = await run<readonly string[]>(
      pane,
      `
        selection.set([{ kind: 'node', node: nodeNamed('/layers.1/attention/Softmax') }], 'layers');
        await settle();
        pane.collapseAll();
        await settle();
        return [...titles(selectedBoxes()), selection.items.length];
      `,
    );
    expect(marked).toEqual(['layers', 1]);
    await close(pane);
  });
});

describe('groups', () => {
  it('keep their place when they are closed and opened by their chevron', async () => {
    const pane = await openPane(browser, transformer);
    const frame = `graph.drawn.box(id)`;
    // There are several of this name, in an order that changes.
    const setup = `const id = (window.kept ??= graph.drawn.id(boxTitled('attention')));`;
    const before = await run<Place & { left: number }>(
      pane,
      `
        ${setup}
        {
          const { boxes } = graph.drawn.scene;
          view.lookAt({ x: boxes.x[${frame}] + 200, y: boxes.y[${frame}] + 200, zoom: 1 });
        }
        await settle();
        const { x, zoom } = view.viewport;
        return { ...place(${frame}), left: (graph.drawn.scene.boxes.x[${frame}] - x) * zoom + 640 };
      `,
    );
    await pane.page.mouse.click(before.left + 10, before.top + 13);
    const closed = await run<Place & { kind: number }>(
      pane,
      `${setup} await settle(); return { ...place(${frame}), kind: graph.drawn.scene.boxes.kind[${frame}] };`,
    );
    expect(closed.kind).toBe(2);
    expect(closed.x).toBeCloseTo(before.x, 0);
    expect(closed.top).toBeCloseTo(before.top, 0);
    await pane.page.mouse.dblclick(closed.x, closed.top + closed.height / 2);
    const open = await run<Place & { kind: number }>(
      pane,
      `${setup} await settle(); return { ...place(${frame}), kind: graph.drawn.scene.boxes.kind[${frame}] };`,
    );
    expect(open.kind).toBe(3);
    expect(open.x).toBeCloseTo(before.x, 0);
    expect(open.top).toBeCloseTo(before.top, 0);
    await close(pane);
  });

  it('are as the last of many changes wants them, whichever layout is ready first', async () => {
    const pane = await openPane(browser, structureOf(exportedTransformer(3000)));
    const [boxes, kinds, plans] = await run<[number, readonly number[], boolean]>(
      pane,
      `
        for (let turn = 0; turn < 6; turn++) {
          pane.expandAll();
          if (turn % 2 === 0) await new Promise((done) => setTimeout(done, 5 * turn));
          pane.collapseAll();
        }
        selection.set([{ kind: 'node', node: nodeNamed('/layers.2/attention/Softmax') }], 'layers');
        await settle();
        const { boxes } = graph.drawn.scene;
        return [boxes.id.length, [...new Set(boxes.kind)], graph.drawn.plan === graph.plan];
      `,
    );
    expect(plans).toBe(true);
    expect(kinds).toContain(2);
    expect(boxes).toBeLessThan(300);
    await close(pane);
  });

  it('say that a layout takes long, with the old picture still there', async () => {
    const pane = await openPane(browser, transformer);
    const [during, boxes] = await run<[string, number]>(
      pane,
      `
        const { layouts } = graph.drawer;
        const lay = layouts.lay.bind(layouts);
        layouts.lay = async (...all) => {
          await new Promise((done) => setTimeout(done, 700));
          return lay(...all);
        };
        pane.collapseAll();
        await new Promise((done) => setTimeout(done, 450));
        return [document.querySelector('.graph-note').textContent, graph.drawn.scene.boxes.id.length];
      `,
    );
    expect(during).toBe('Laying out…');
    expect(boxes).toBeGreaterThan(50);
    await run(pane, 'await settle();');
    expect(await pane.page.locator('.graph-note').isHidden()).toBe(true);
    await close(pane);
  });
});

describe('bodies', () => {
  it('open in their place and alone, and there is a way back', async () => {
    const pane = await openPane(browser, structureOf(branching()));
    const { page } = pane;
    // Small bodies are open from the start.
    expect(await run<readonly string[]>(pane, 'return graph.drawn.scene.boxes.title;')).toContain('MatMul');
    await run(
      pane,
      `
      const frame = graph.drawn.scene.boxes.kind.indexOf(3);
      view.options.events.onActivate(frame, 'chevron');
      await settle();
    `,
    );
    const closed = await run<readonly string[]>(pane, 'return graph.drawn.scene.boxes.title;');
    expect(closed).not.toContain('MatMul');
    const at = await run<Place>(pane, `return place(boxTitled('If'));`);
    await page.mouse.click(at.x, at.top + 10);
    await page.getByRole('button', { name: 'then_branch' }).click();
    await run(pane, 'await settle();');
    expect(await run<readonly string[]>(pane, 'return graph.drawn.scene.boxes.title;')).toEqual(
      expect.arrayContaining(['Relu', 'MatMul']),
    );
    expect(await page.locator('[aria-current="location"]').textContent()).toBe('then_branch');
    await run(pane, 'pane.goUp(); await settle();');
    expect(await run(pane, 'return titles(selectedBoxes());')).toEqual(['If']);
    await page.mouse.dblclick(at.x, at.top + 10);
    await run(pane, 'await settle();');
    expect(await run<readonly string[]>(pane, 'return graph.drawn.scene.boxes.title;')).toContain('MatMul');
    await close(pane);
  });

  it('open when something inside of them is selected elsewhere', async () => {
    const pane = await openPane(browser, structureOf(branching()), {
      kept: { path: [], graphs: { '': { opening: { bodies: [], groups: [] } } } },
    });
    expect(await run<readonly string[]>(pane, 'return graph.drawn.scene.boxes.title;')).not.toContain('MatMul');
    const marked = await run<readonly string[]>(
      pane,
      `
        const node = [...Array(model.nodeCount).keys()].find((each) => model.operator(each) === 'MatMul');
        selection.set([{ kind: 'node', node }], 'layers');
        await settle();
        return titles(selectedBoxes());
      `,
    );
    expect(marked).toEqual(['MatMul']);
    await close(pane);
  });

  it('of functions are told apart where they are called', async () => {
    const pane = await openPane(browser, structureOf(calling()));
    const [count, selected] = await run<[number, readonly number[]]>(
      pane,
      `
        const adds = [...graph.drawn.scene.boxes.title.keys()].filter((box) => graph.drawn.scene.boxes.title[box] === 'Add');
        view.options.events.onSelect([adds[1]]);
        return [adds.length, selectedBoxes().map((box) => adds.indexOf(box))];
      `,
    );
    expect(count).toBe(2);
    expect(selected).toEqual([1]);
    await close(pane);
  });
});

describe('the keyboard', () => {
  it('walks along the lines and back, to what is beside and to both ends, and says where one is', async () => {
    const pane = await openPane(browser, transformer);
    const { page } = pane;
    await page.locator('.graph-canvas').focus();
    const after = async (...keys: readonly string[]): Promise<string> => {
      for (const key of keys) {
        await page.keyboard.press(key);
        await run(pane, 'await settle();');
      }
      return spoken(pane);
    };
    expect(await after('Home')).toBe('ids, input, int64 batch×sequence, read by 1');
    expect(await after('ArrowDown')).toContain('Gather, /embeddings/Gather, ');
    expect(await after('ArrowDown')).toMatch(/^LayerNormalization, /);
    const q = await after('ArrowDown');
    expect(q).toMatch(/^MatMul, .*, reads LayerNormalization, read by 1, 1 of \d side by side$/);
    const second = await after('ArrowRight');
    expect(second).toMatch(/ 2 of \d side by side$/);
    expect(await after('ArrowUp')).toMatch(/^LayerNormalization/);
    // Back is where one came from, not to the first reader.
    expect(await after('ArrowDown')).toBe(second);
    expect(await after('End')).toMatch(/^\S+, output, /);
    expect(await after('ArrowDown')).toBe('nothing there');
    await after('Escape');
    expect(await run(pane, 'return selection.items;')).toEqual([]);
    await close(pane);
  });

  it('opens the inspector, closes and opens groups', async () => {
    const pane = await openPane(browser, transformer);
    const { page } = pane;
    await page.locator('.graph-canvas').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    expect(await run(pane, `return happened.filter(([what]) => what === 'inspector').length;`)).toBe(1);
    await run(
      pane,
      `selection.set([{ kind: 'node', node: nodeNamed('/layers.0/attention/Softmax') }], 'layers'); await settle();`,
    );
    await page.keyboard.press('Shift+ArrowUp');
    expect(await spoken(pane)).toMatch(/^attention, open group of \d+ nodes/);
    await page.keyboard.press('Space');
    await run(pane, 'await settle();');
    expect(await run(pane, 'return graph.drawn.scene.boxes.kind[selectedBoxes()[0]];')).toBe(2);
    await page.keyboard.press('Enter');
    await run(pane, 'await settle();');
    expect(await run(pane, 'return graph.drawn.scene.boxes.kind[selectedBoxes()[0]];')).toBe(3);
    await page.keyboard.press('Shift+ArrowDown');
    expect(await spoken(pane)).not.toMatch(/^attention/);
    await close(pane);
  });
});

describe('what is shown of the nodes', () => {
  it('is a figure by colour: sums of groups, nothing for ends', async () => {
    const pane = await openPane(browser, transformer);
    const [open, closed, legend] = await run<[number, number, string]>(
      pane,
      `
        const values = Float64Array.from({ length: model.nodeCount }, () => 1);
        pane.colourBy({ id: 'n', name: 'Nodes', unit: 'count', scale: 'linear', strong: 'high', values, combine: { kind: 'sum' } });
        await settle();
        const sum = () => {
          const { values } = view.style.overlay.overlay;
          return values.reduce((all, value) => all + (Number.isNaN(value) ? 0 : value), 0);
        };
        const open = sum();
        pane.collapseAll();
        await settle();
        return [open, sum(), document.querySelector('.graph-legend').innerText];
      `,
    );
    const count = await pane.run<number>('return model.nodeCount;');
    expect(open).toBe(count);
    expect(closed).toBe(count);
    expect(legend).toContain('Nodes');
    expect(legend).not.toContain('no data');
    await run(pane, 'pane.colourBy(undefined);');
    await pane.page.getByRole('group', { name: 'Operators' }).getByText('shape').waitFor();
    await close(pane);
  });

  it('are the hits of a search, and the one that the person is at', async () => {
    const pane = await openPane(browser, transformer);
    const [around, at, current] = await run<[readonly string[], readonly string[], string]>(
      pane,
      `
        pane.collapseAll();
        await settle();
        const nodes = Uint32Array.from(Array(model.nodeCount).keys()).filter((node) => model.operator(node) === 'Softmax');
        pane.showHits(nodes, model.graphInputs(0), -1);
        await settle();
        const around = titles([...view.marked.hits]);
        pane.showHits(nodes, model.graphInputs(0), 1);
        await settle();
        return [around, titles([...view.marked.hits]), model.nodeName(graph.drawn.plan.view.nodes.node[graph.drawn.subject(view.marked.currentHit).node])];
      `,
    );
    expect(around).toEqual(['layers', 'ids']);
    expect(at).toContain('Softmax');
    expect(current).toBe('/layers.1/attention/Softmax');
    expect(await run(pane, 'pane.clearHits(); return [view.marked.hits.size, view.marked.currentHit];')).toEqual([
      0, -1,
    ]);
    await close(pane);
  });

  it('is the neighbourhood of one, and the way between two', async () => {
    const pane = await openPane(browser, transformer);
    const [near, none, path, cleared] = await run<[readonly string[], boolean, number, boolean]>(
      pane,
      `
        const softmax = nodeNamed('/layers.0/attention/Softmax');
        selection.set([{ kind: 'node', node: softmax }], 'layers');
        pane.showNeighbourhood();
        const near = titles([...view.marked.emphasis.boxes]);
        pane.showNeighbourhood();
        const none = view.marked.emphasis === undefined;
        const last = nodeNamed('/layers.1/attention/Softmax');
        selection.set([{ kind: 'node', node: softmax }, { kind: 'node', node: last }], 'layers');
        pane.showPath();
        await settle();
        const { boxes, paths } = view.marked.emphasis;
        return [near, none, boxes.has(boxOfNode(softmax)) && boxes.has(boxOfNode(last)) ? paths.size : 0, true];
      `,
    );
    expect(near).toHaveLength(3);
    expect(none).toBe(true);
    expect(path).toBeGreaterThan(10);
    expect(cleared).toBe(true);
    await pane.page.locator('.graph-canvas').focus();
    await pane.page.keyboard.press('Escape');
    expect(await run(pane, 'return [view.marked.emphasis === undefined, selection.items.length];')).toEqual([true, 2]);
    await pane.run('selection.set([], "layers"); pane.showPath();');
    expect(await pane.page.getByRole('status').textContent()).toBe('Select two nodes to see what lies between them.');
    await close(pane);
  });

  it('are shapes as soon as a run shows them', async () => {
    const pane = await openPane(browser, transformer);
    const label = `graph.drawn.scene.nets.label[[...graph.drawn.plan.view.nets.source].findIndex((node) => node === graph.drawn.plan.view.viewOfNode[nodeNamed('/layers.0/attention/Softmax')])]`;
    expect(await run(pane, `return ${label};`)).toBe('');
    expect(
      await run(
        pane,
        `
          shapes.measure({ names: ['/layers.0/attention/Softmax_output_0'], types: ['float32'], dims: [[1, 2, 7, 7]], macs: [] });
          await frames();
          await new Promise((done) => setTimeout(done, 300));
          return ${label};
        `,
      ),
    ).toBe('f32 1×2×7×7');
    await close(pane);
  });
});

describe('what is kept', () => {
  it('brings back the graph, what was open and where one was', async () => {
    const structure = structureOf(branching());
    const pane = await openPane(browser, structure);
    const [state, viewport] = await run<[object, object]>(
      pane,
      `
        const frame = graph.drawn.scene.boxes.kind.indexOf(3);
        view.options.events.onActivate(frame, 'chevron');
        await settle();
        const step = model.nodeOfId('y');
        pane.enter([{ node: step, graph: model.subgraphs(step)[0] }]);
        await settle();
        view.lookAt({ x: 50, y: 60, zoom: 1.5 });
        await frames();
        return [JSON.parse(JSON.stringify(pane.state)), view.viewport];
      `,
    );
    await pane.open(structure, state);
    expect(await run(pane, 'return view.viewport;')).toEqual(viewport);
    expect(await run<readonly string[]>(pane, 'return graph.drawn.scene.boxes.title;')).toContain('MatMul');
    await run(pane, 'pane.goUp(); await settle();');
    expect(await run<readonly string[]>(pane, 'return graph.drawn.scene.boxes.title;')).not.toContain('MatMul');
    await close(pane);
  });

  it('is told, but not in every frame', async () => {
    const pane = await openPane(browser, transformer);
    const told = await run<number>(
      pane,
      `
        await new Promise((done) => setTimeout(done, 400));
        happened.length = 0;
        for (let step = 0; step < 20; step++) {
          view.lookAt({ x: 10 * step, y: 0, zoom: 1 });
          await frames();
        }
        await new Promise((done) => setTimeout(done, 300));
        return happened.filter(([what]) => what === 'changed').length;
      `,
    );
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(12);
    await close(pane);
  });
});
