import type { Browser } from 'playwright-core';
import type { ReaderSource } from '../../src/protocol/graph/readerContract.ts';
import type { MeasuredShapes } from '../../src/protocol/result/shapes.ts';
import type { Answers } from '../../src/protocol/webview/channel.ts';
import type { ModelEditorSide, ModelPageSide } from '../../src/protocol/webview/modelContract.ts';
import { OpenedModel } from '../../src/reader/openedModel.ts';
import { idleAnalysis } from './idleAnalysis.ts';
import { type OpenPage, openPage, type PageOptions } from './openPage.ts';

/** How the page of a model is opened. */
export interface ModelPageOptions extends Pick<
  PageOptions<ModelPageSide, ModelEditorSide>,
  'theme' | 'size' | 'language' | 'texts'
> {
  /** Answers in place of those of the reader, and of an editor whose person gives everything up. */
  readonly answers?: Partial<Answers<ModelEditorSide>>;
  readonly mayRun?: boolean;
}

/** The page of a model, with the editor played by the test and a reader that reads. */
export interface OpenModelPage extends OpenPage<ModelPageSide> {
  /** What was asked of the editor: names of requests and their arguments. */
  readonly asked: readonly (readonly [name: string, argument: unknown])[];
}

const structureLimit = 2 ** 28;

export async function openModelPage(
  browser: Browser,
  source: ReaderSource,
  options: ModelPageOptions = {},
): Promise<OpenModelPage> {
  const { answers = {}, mayRun = false, ...page } = options;
  let reader: OpenedModel | undefined;
  const read = (): OpenedModel => (reader ??= new OpenedModel(source, structureLimit));
  const asked: (readonly [string, unknown])[] = [];
  const all: Answers<ModelEditorSide> = {
    structure: () => read().structure(),
    node: ({ node }) => read().node(node),
    tensor: ({ tensor }) => read().tensor(tensor),
    statistics: (query, signal) => read().statistics(query, signal),
    values: (query) => read().values(query),
    zeros: (query, signal) => read().zeros(query, signal),
    selected: () => null,
    exportArray: () => null,
    savePicture: () => null,
    saveTable: () => null,
    saveNodeData: () => null,
    openNodeData: () => null,
    measureShapes: (): MeasuredShapes => ({ names: [], types: [], dims: [], macs: [] }),
    quantize: () => null,
    openAsText: () => null,
    ...idleAnalysis,
    ...answers,
  };
  const file = source.kind === 'file' ? source.path : source.name;
  const opened = await openPage<ModelPageSide, ModelEditorSide>(browser, {
    ...page,
    name: 'model',
    answers: recorded(all, asked),
    content: () => ({ type: 'opened', file: file.slice(file.lastIndexOf('/') + 1), mayRun }),
  });
  return { ...opened, asked };
}

function recorded(answers: Answers<ModelEditorSide>, asked: (readonly [string, unknown])[]): Answers<ModelEditorSide> {
  const names = Object.keys(answers) as (keyof typeof answers)[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      (argument: never, signal: AbortSignal) => {
        asked.push([name, argument]);
        return answers[name](argument, signal);
      },
    ]),
  ) as unknown as Answers<ModelEditorSide>;
}
