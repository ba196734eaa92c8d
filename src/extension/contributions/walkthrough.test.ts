import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { contributionTexts, languages } from '../../protocol/messages/languages.ts';
import { commands } from './commands.ts';
import { walkthrough } from './walkthrough.ts';

interface ExtensionName {
  readonly publisher: string;
  readonly name: string;
}

const root = path.resolve(import.meta.dirname, '../../..');
const { publisher, name } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as ExtensionName;

/** The commands that the steps give something, and what: VS Code's own, and one that is to know where it was chosen. */
const given: Readonly<Record<string, string>> = {
  'whittle.openSample': 'walkthrough',
  'workbench.action.openSettings': `@ext:${publisher}.${name}`,
  'workbench.action.quickOpen': 'whittle-report.json',
};

describe.each(languages)('descriptions in %s', (language) => {
  const texts = contributionTexts(language);

  it.each(walkthrough.steps)('$id links to commands that are there', ({ description }) => {
    const links = commandLinks(texts[description] ?? '');
    expect(links.length).toBeGreaterThan(0);
    for (const { command, argument } of links) {
      expect(command in commands || command in given, command).toBe(true);
      expect(argument, command).toBe(given[command]);
    }
  });

  it.each(walkthrough.steps)('$id has a button', ({ description }) => {
    expect(texts[description]).toMatch(/^\[[^\]]+\]\(command:[^)\s]+\)$/mu);
  });

  it.each(walkthrough.steps)('$id closes what is code and what is bold', ({ description }) => {
    expect((texts[description] ?? '').split('``').length % 2).toBe(1);
    expect((texts[description] ?? '').split('**').length % 2).toBe(1);
  });

  it.each(walkthrough.steps)('$id has the links of the English', ({ description }) => {
    const english = contributionTexts('en')[description] ?? '';
    expect(commandLinks(texts[description] ?? '')).toEqual(commandLinks(english));
  });
});

it.each(walkthrough.steps.slice(0, 2))('$id is checked off by its own button', ({ description, completionEvents }) => {
  const [link] = commandLinks(contributionTexts('en')[description] ?? '');
  expect(completionEvents).toEqual([`onCommand:${link?.command}`]);
});

it('is not checked off before its time: no two steps by the same', () => {
  const events = walkthrough.steps.flatMap(({ completionEvents }): readonly string[] => completionEvents);
  expect(new Set(events).size).toBe(events.length);
});

it('has a picture for every step, and no others', () => {
  const pictures = readdirSync(path.join(root, 'media/walkthrough')).map((file) => `media/walkthrough/${file}`);
  expect(pictures.sort()).toEqual(walkthrough.steps.map(({ media }): string => media.svg).sort());
});

describe.each(walkthrough.steps)('the picture of $id', ({ media }) => {
  const svg = readFileSync(path.join(root, media.svg), 'utf8');

  it('has the colours of the theme, and no others', () => {
    const colours = [...svg.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour ?? '');
    expect(colours.length).toBeGreaterThan(10);
    for (const colour of colours) expect(withoutVariables(colour)).toMatch(/^(none|transparent|currentColor|)$/);
  });

  it('has nothing that VS Code would not show: no styles, scripts or other files', () => {
    expect(svg).not.toMatch(/<style|\bstyle=|<script|<image|url\(|href="[^#]/);
  });

  it('has nothing to translate: names of files and operators, numbers, a command', () => {
    for (const text of textsOf(svg)) expect(text).toMatch(wordless);
  });
});

it('shows the files that the sample has', () => {
  const files = textsOf(readFileSync(path.join(root, walkthrough.steps[0].media.svg), 'utf8')).filter((text) =>
    text.includes('.'),
  );
  expect(files).toHaveLength(4);
  for (const file of files) expect(existsSync(path.join(root, 'samples/digits', file)), file).toBe(true);
});

const wordless =
  /^(\$|=|[\d.]+ ?(×|MB|kB|ms|%)?|INT8|CPU|Conv|Add|MaxPool|Gemm|(\$ )?whittle quantize model\.onnx --data images|images|whittle-sample|test_data_set_0|[\w.-]+\.(onnx|npz|md|json)( · \d+| → [\w.-]+\.onnx)?)$/;

/** The texts of a picture, without the tags between them. */
function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, inner]) =>
    (inner ?? '').replace(/<[^>]*>/g, '').trim(),
  );
}

/** What is left of a colour when every variable of the theme is undefined: its last resort, or nothing. */
function withoutVariables(colour: string): string {
  const variable = /^var\(--vscode-[\w-]+(?:, (.+))?\)$/.exec(colour);
  return variable === null ? colour : withoutVariables(variable[1] ?? '');
}

/** The links to commands in a description, each with the one argument it gives. */
function commandLinks(description: string): readonly { readonly command: string; readonly argument: unknown }[] {
  return [...description.matchAll(/\]\(command:([\w.]+)(?:\?([^)\s]+))?\)/g)].map(([, command = '', query]) => ({
    command,
    argument: query === undefined ? undefined : (JSON.parse(decodeURIComponent(query)) as unknown),
  }));
}
