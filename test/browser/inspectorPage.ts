import type { Browser } from 'playwright-core';
import type { ReaderSource } from '../../src/protocol/graph/readerContract.ts';
import type { StatisticsQuery, ValuesQuery } from '../../src/protocol/graph/tensor.ts';
import { UserError } from '../../src/protocol/userError.ts';
import { OpenedModel } from '../../src/reader/openedModel.ts';
import type { Answered } from '../../webview/model/inspector/fixtures/answered.ts';
import { type FixturePage, openFixture } from './fixturePage.ts';
import type { ThemeName } from './openPage.ts';

export type InspectorTheme = ThemeName;

/** How the page of an inspector is opened. */
export interface InspectorPageOptions {
  readonly theme?: InspectorTheme;
  readonly width?: number;
  readonly height?: number;
  /** Answers in place of those of the reader, by the names of requests. */
  readonly answers?: Readonly<Record<string, (argument: never) => unknown>>;
  /** What was kept, when the page was there before. */
  readonly kept?: unknown;
  readonly file?: string;
}

export interface InspectorPage extends FixturePage {
  /** What was asked: names of requests and their arguments. */
  readonly asked: readonly (readonly [name: string, argument: unknown])[];
}

/** Names for what `InspectorPage` of the fixture has. */
const before = 'const { inspector, opened, model, given, changes, view, select, node, tensor } = window.opened;';

/** A window with nothing but an inspector in it, and a reader that reads behind it. Statements have all of `InspectorPage`. */
export async function openInspector(
  browser: Browser,
  source: ReaderSource,
  options: InspectorPageOptions = {},
): Promise<InspectorPage> {
  const { theme = 'dark', width = 320, height = 900, answers = {}, kept, file } = options;
  const program = 'webview/model/inspector/fixtures/inspectorPage.ts';
  const fixture = await openFixture(browser, program, { theme, size: { width, height }, before });
  const { page } = fixture;
  const asked: (readonly [string, unknown])[] = [];
  const reader = new OpenedModel(source, 2 ** 28);
  const readers: NonNullable<InspectorPageOptions['answers']> = {
    node: ({ node }: { node: number }) => reader.node(node),
    tensor: ({ tensor }: { tensor: number }) => reader.tensor(tensor),
    statistics: (query: StatisticsQuery) => reader.statistics(query),
    values: (query: ValuesQuery) => reader.values(query),
  };
  await page.exposeFunction('answer', async (name: string, argument: never): Promise<Answered> => {
    asked.push([name, argument]);
    try {
      return { result: await (answers[name] ?? readers[name])?.(argument) };
    } catch (cause) {
      if (cause instanceof UserError) return { error: cause.detail };
      throw cause;
    }
  });
  await page.evaluate(
    ([structure, given]) => {
      const window = globalThis as unknown as { openInspector: (...all: unknown[]) => object; opened: object };
      window.opened = window.openInspector(structure, given);
    },
    [reader.structure(), { kept, ...(file !== undefined && { file }) }] as const,
  );
  return { ...fixture, asked };
}
