import { describe, expect, it } from 'vitest';
import { residualNet, transformer } from '../fixtures/networks.ts';
import { layOut } from '../layOut.ts';
import { LayoutServer } from './layoutServer.ts';
import type { FromLayoutWorker } from './messages.ts';

/** A server whose turns are taken one by one. */
function started() {
  const said: FromLayoutWorker[] = [];
  const tasks: (() => void)[] = [];
  const server = new LayoutServer({
    post: (message) => void said.push(message),
    later: (task) => void tasks.push(task),
  });
  const finish = (): void => {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) task();
  };
  return { server, said, tasks, finish };
}

describe('the layout worker', () => {
  it('draws as layOut does', () => {
    const { server, said, finish } = started();
    const graph = residualNet(80).build((path) => path !== 'blocks.1');
    server.receive({ kind: 'lay', number: 3, graph });
    finish();
    expect(said).toEqual([{ kind: 'drawing', number: 3, drawing: layOut(graph) }]);
  });

  it('draws the newest graph only', () => {
    const { server, said, tasks, finish } = started();
    const newest = residualNet(40).build();
    server.receive({ kind: 'lay', number: 0, graph: transformer(20_000).build() });
    tasks.shift()?.();
    expect(said).toEqual([]);
    server.receive({ kind: 'lay', number: 1, graph: newest });
    // The turn that was to come is the only one.
    expect(tasks).toHaveLength(1);
    finish();
    expect(said).toEqual([{ kind: 'drawing', number: 1, drawing: layOut(newest) }]);
  });

  it('stops, and draws what comes after that', () => {
    const { server, said, finish } = started();
    const graph = residualNet(40).build();
    server.receive({ kind: 'lay', number: 0, graph });
    server.receive({ kind: 'stop', number: 0 });
    finish();
    expect(said).toEqual([]);
    server.receive({ kind: 'lay', number: 1, graph });
    // Too late for the one before, it is no word about this one.
    server.receive({ kind: 'stop', number: 0 });
    finish();
    expect(said.map(({ number }) => number)).toEqual([1]);
  });

  it('says when it failed, and goes on', () => {
    const { server, said, finish } = started();
    const graph = residualNet(40).build();
    server.receive({ kind: 'lay', number: 0, graph: { ...graph, netSource: new Uint32Array(1) } });
    server.receive({ kind: 'lay', number: 1, graph: { ...graph, netSource: new Uint32Array(1) } });
    finish();
    server.receive({ kind: 'lay', number: 2, graph });
    finish();
    expect(said.map(({ kind, number }) => [kind, number])).toEqual([
      ['failed', 1],
      ['drawing', 2],
    ]);
  });
});
