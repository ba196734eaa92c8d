// From a file that is opened to its graph on the screen, and how smoothly it pans; beside Netron.
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from '../../src/engine/runtime/machine.ts';
import { writeResults } from '../results.ts';
import { launchUnthrottled } from './browser.ts';
import { report } from './markdown.ts';
import { type CaseFigures, measureCase, sumOf } from './measure.ts';
import { type OpenedCase, openedCases } from './models.ts';
import { findNetron } from './netron.ts';

const help = `usage: node bench/run.mjs open [options], after npm run build
  --only names       models by their names, with commas between
  --model file       one more model; may be given several times
  --repeats count    times that each is opened; the median counts (5)
  --patience seconds after which a page is given up (60)
  --print            print the result instead of writing it
WHITTLE_PEER_NETRON names the folder of Netron's page, to measure it beside.`;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    model: { type: 'string', multiple: true, default: [] },
    repeats: { type: 'string', default: '5' },
    patience: { type: 'string', default: '60' },
    print: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const reader = path.resolve('dist/reader.js');
if (options.help || !existsSync(reader) || !existsSync('dist/webview/model.js')) {
  console.log(help);
  process.exit(options.help ? 0 : 2);
}

const only = options.only?.split(',');
const more = options.model.map((file): OpenedCase => ({ name: path.basename(file, '.onnx'), what: file, file }));
const cases = [...openedCases(path.resolve('.cache/bench/open')), ...more].filter(
  ({ name }) => only?.includes(name) ?? true,
);

const netron = findNetron();
const browser = await launchUnthrottled();
const all: CaseFigures[] = [];
const load = os.loadavg()[0]!;
try {
  const patience = 1000 * Number(options.patience);
  for (const model of cases) {
    const figures = await measureCase(model, { browser, reader, repeats: Number(options.repeats), patience, netron });
    all.push(figures);
    const { read, stages, page } = figures;
    const milliseconds = [read.milliseconds, sumOf(stages.stages), page?.painted ?? NaN].map((time) => time.toFixed(0));
    console.log(`${model.name}: read, stages, page in ${milliseconds.join(', ')} ms`);
  }
} finally {
  await browser.close();
}

const { processor, nodeVersion } = machine();
const section = `
## Opening

Measured on ${new Date().toISOString().slice(0, 10)} on ${processor}, ${os.availableParallelism()} cores (load ${load.toFixed(1)} before); Node ${nodeVersion}, Chromium ${browser.version()} without a
graphics card, a window of 1280 × 800. Run \`node bench/run.mjs open\` to measure again. Every figure is the median of ${options.repeats} in fresh processes and pages.

- *Reading* is what the extension host does: a thread opens the file and hands its structure over. *Read* counts bytes of the file; *memory* is the most that the
  process had resident, Node itself included.
- *Stages* is one thread from the structure to the first frame, with every group open. *Frame* is the time from one frame to the next while panning, as fast as
  the browser can: median, and in brackets the 95th percentile; near the beginning, and with as much in the window as fits.
- *The page* is the page as it is built, which closes groups of large models: *painted* is from its structure there to the graph on the screen; *whole* adds the
  reading, and leaves out the way between editor and page. *Netron* is from its open button to its graph painted, in the same browser; it is given up after
  ${options.patience} s.

${report(all)}
`;
if (options.print) console.log(section);
else writeResults('open', section);
