import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { ModelReader } from '../../src/jobs/modelReader.ts';
import type { OpeningStages } from '../../webview/model/fixtures/openingTimes.ts';
import { median } from '../statistics.ts';
import { measurePage, type PageFigures } from './editor.ts';
import type { OpenedCase } from './models.ts';
import { measureNetron, type NetronFigures } from './netron.ts';
import type { FrameTimes } from './panning.ts';
import { buildStagePage, measureStages, type StageFigures } from './stages.ts';
import type { ReadFigures, ReadTask } from './task.ts';

/** Everything that is known of one model, each figure the median over the repeats. */
export interface CaseFigures {
  readonly model: OpenedCase;
  readonly read: ReadFigures;
  readonly stages: StageFigures;
  readonly page: PageFigures | undefined;
  readonly netron: NetronFigures | undefined;
}

/** What a benchmark measures with. */
export interface Bench {
  readonly browser: Browser;
  /** The program of the reader. */
  readonly reader: string;
  readonly repeats: number;
  /** Milliseconds after which a page is given up. */
  readonly patience: number;
  readonly netron: string | undefined;
}

const childFile = fileURLToPath(new URL('child.mjs', import.meta.url));

export async function measureCase(model: OpenedCase, bench: Bench): Promise<CaseFigures> {
  const { browser, reader, patience } = bench;
  const { file } = model;
  return {
    model,
    read: middleRead(await repeated(bench.repeats, () => read({ file, reader }))),
    stages: await stagesOf(file, bench),
    page: await repeatedly(bench, () => measurePage(browser, file, reader, patience), middlePage),
    netron: await netronOf(file, bench),
  };
}

function read(task: ReadTask): Promise<ReadFigures> {
  return new Promise((resolve, reject) => {
    const child = fork(childFile, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.once('message', (figures) => resolve(figures as ReadFigures));
    child.once('exit', (code, signal) => reject(new Error(`reading ended with ${signal ?? `code ${code}`}`)));
    child.send(task);
  });
}

async function stagesOf(file: string, { browser, reader, repeats }: Bench): Promise<StageFigures> {
  const parts = await buildStagePage();
  using opened = new ModelReader({ kind: 'file', path: file }, { program: reader });
  const structure = await opened.request('structure', null);
  const all = await repeated(repeats, () => measureStages(browser, parts, structure));
  return {
    stages: middle(all.map(({ stages }) => stages)),
    near: middle(all.map(({ near }) => near)),
    far: middle(all.map(({ far }) => far)),
  };
}

async function netronOf(
  file: string,
  { browser, netron, patience, repeats }: Bench,
): Promise<NetronFigures | undefined> {
  if (netron === undefined) return undefined;
  const first = await measureNetron(browser, netron, file, patience);
  if (first.kind === 'failed') return first;
  const all: { readonly painted: number; readonly near: FrameTimes }[] = [first];
  while (all.length < repeats) {
    const next = await measureNetron(browser, netron, file, patience);
    if (next.kind === 'failed') return next;
    all.push(next);
  }
  return {
    kind: 'painted',
    painted: median(all.map(({ painted }) => painted)),
    near: middle(all.map(({ near }) => near)),
  };
}

async function repeated<Figures>(repeats: number, measure: () => Promise<Figures>): Promise<readonly Figures[]> {
  const all: Figures[] = [];
  while (all.length < repeats) all.push(await measure());
  return all;
}

/** As {@link repeated}, but nothing once nothing came. */
async function repeatedly<Figures>(
  { repeats }: Bench,
  measure: () => Promise<Figures | undefined>,
  middleOf: (all: readonly Figures[]) => Figures,
): Promise<Figures | undefined> {
  const all: Figures[] = [];
  while (all.length < repeats) {
    const next = await measure();
    if (next === undefined) return undefined;
    all.push(next);
  }
  return middleOf(all);
}

type Numbers<Figures> = { readonly [Name in keyof Figures]: number };

/** The median of each figure. */
function middle<Figures extends Numbers<Figures>>(all: readonly Figures[]): Figures {
  const names = Object.keys(all[0]!) as (keyof Figures)[];
  return Object.fromEntries(names.map((name) => [name, median(all.map((each) => each[name]))])) as Figures;
}

function middleRead(all: readonly ReadFigures[]): ReadFigures {
  return middle(all);
}

function middlePage(all: readonly PageFigures[]): PageFigures {
  return {
    painted: median(all.map(({ painted }) => painted)),
    near: middle(all.map(({ near }) => near)),
    far: middle(all.map(({ far }) => far)),
  };
}

/** The stages from the structure to the first painted frame, in their order. */
export const stageNames = [
  'model',
  'prepare',
  'view',
  'sizes',
  'layout',
  'scene',
  'paint',
] as const satisfies readonly (keyof OpeningStages)[];

export function sumOf(stages: OpeningStages): number {
  return stageNames.reduce((sum, name) => sum + stages[name], 0);
}
