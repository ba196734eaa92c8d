import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import { contributionTexts, languages, textsIn } from './languages.ts';

const english = textsIn('en');

/** A flag such as `--data`, or a command such as `whittle coverage`: nothing that a person in the editor can type. */
const commandLine = /(^|[\s(（`])--?[a-z]|whittle [a-z]/u;

describe.each(languages)('%s', (language) => {
  const texts = textsIn(language);

  it('has every code of the editor', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
  });

  it('has a text wherever English has one', () => {
    const empty = (all: typeof texts): string[] => Object.keys(all).filter((code) => all[code] === '');
    expect(empty(texts).sort()).toEqual(empty(english).sort());
  });

  it('never asks for what only the command line has', () => {
    for (const [code, text] of Object.entries(texts)) expect(text, code).not.toMatch(commandLine);
  });

  it('keeps the codes of the command line out', () => {
    expect(Object.keys(texts).filter((code) => code.startsWith('cli.'))).toEqual([]);
  });
});

it('would find what only the command line has', () => {
  expect(catalogue['recipe.data-needed']).toMatch(commandLine);
  expect(catalogue['onnx.exists']).toMatch(commandLine);
  expect(catalogue['quantize.nothing-integer']).toMatch(commandLine);
});

it('gives VS Code the texts of package.json', () => {
  const { 'contribution.command.inspect': inspect, ...others } = contributionTexts('qps-ploc');
  expect(inspect).toBe('⟦Īƞşƥḗƈŧ⟧');
  expect(Object.keys(others).filter((code) => !code.startsWith('contribution.'))).toEqual([]);
});

it('translates, and does not repeat the English', () => {
  const chinese = textsIn('zh-cn');
  const same = Object.keys(english).filter((code) => chinese[code] === english[code]);
  expect(
    same.filter((code) => /[A-Za-z]{4}/.test((english[code] ?? '').replace(/\{\w+\}|SQNR|MACs|Whittle/g, ''))),
  ).toEqual([]);
});
