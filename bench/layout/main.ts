// How long layouts take, and how many lines cross, beside dagre and ELK.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { machine } from '../../src/engine/runtime/machine.ts';
import { writeResults } from '../results.ts';
import { graphs } from './graphs.ts';
import { type Engine, engines, type LayoutFigures, type LayoutTask } from './task.ts';

const childFile = fileURLToPath(new URL('child.mjs', import.meta.url));
/** A folder with elkjs in its node_modules, to measure beside it. */
const peers = process.env['WHITTLE_PEER_LAYOUTS'];
/** Graphs of more nodes are left out: these take minutes, or run out of stack. */
const largest: Readonly<Record<Engine, number>> = { ours: Infinity, dagre: 1000, elk: 10_000 };

/** @returns undefined where the engine failed */
function measure(task: LayoutTask): Promise<LayoutFigures | undefined> {
  return new Promise((resolve) => {
    const child = fork(childFile, { stdio: ['ignore', 'inherit', 'ignore', 'ipc'] });
    child.once('message', (figures) => resolve(figures as LayoutFigures));
    child.once('exit', () => resolve(undefined));
    child.send(task);
  });
}

const milliseconds = (value: number): string => value.toPrecision(value < 1 ? 1 : 3);

function cellsOf(figures: LayoutFigures | undefined, ours: LayoutFigures): readonly string[] {
  if (figures === undefined) return ['', '', ''];
  const ratio = `${(figures.first / ours.first).toFixed(1)} ×`;
  return [milliseconds(figures.first), ratio, `${figures.crossings}`];
}

const rows: string[] = [];
for (const [graph, { name, nodes, grouped }] of graphs.entries()) {
  const ours = await measure({ engine: 'ours', graph, peers });
  if (ours === undefined) throw new Error(`${name} could not be laid out`);
  const cells = [
    name,
    `${ours.nodes}`,
    `${ours.targets}`,
    milliseconds(ours.first),
    milliseconds(ours.warm),
    `${ours.crossings}`,
  ];
  for (const engine of engines.slice(1)) {
    // The others get no groups, and are compared where there are none.
    const fits = !grouped && nodes <= largest[engine] && (engine !== 'elk' || peers !== undefined);
    cells.push(...cellsOf(fits ? await measure({ engine, graph, peers }) : undefined, ours));
  }
  rows.push(`| ${cells.join(' | ')} |`);
  process.stdout.write(`${rows.at(-1)}\n`);
}
const { processor, nodeVersion } = machine();
writeResults(
  'layout',
  `
## Layout

Measured on ${new Date().toISOString().slice(0, 10)} on ${processor}, Node ${nodeVersion}. Every layout is a process of its own: *first* is the first one in it, as
a page does it, *warm* the middle of five after it. Crossings are pairs of straight pieces of lines of different nets that cross. dagre 3.1.3 draws a line to
each reader; ELK is elkjs's layered layout with orthogonal routes. Graphs in groups, and those that take the others minutes, are ours alone. Run
\`node bench/run.mjs layout\` to measure again; \`WHITTLE_PEER_LAYOUTS\` names a folder with elkjs in its node_modules.

| | Nodes | Edges | First (ms) | Warm (ms) | Crossings | dagre (ms) | × ours | Crossings | ELK (ms) | × ours | Crossings |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`,
);
