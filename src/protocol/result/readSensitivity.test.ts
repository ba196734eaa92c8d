import { expect, it } from 'vitest';
import { userErrorOf } from '../../../test/fixtures/userErrorOf.ts';
import { foundSensitivity } from './testing/foundSensitivity.ts';
import { readSensitivity, storedSensitivity } from './readSensitivity.ts';

const stored = storedSensitivity(foundSensitivity);
const refusal = (text: string) => userErrorOf(() => readSensitivity(text, 'found.json'));

it('reads what was written, numbers included that JSON does not have', () => {
  const again = readSensitivity(stored, 'found.json');
  expect(again).toEqual(foundSensitivity);
  expect(again.layers[2]?.cause?.sqnr).toBe(Infinity);
  expect(again.stability.cause?.halves).toBeNaN();
});

it.each([
  ['', 'sensitivity.file-empty'],
  [' \n', 'sensitivity.file-empty'],
  [stored.slice(0, 500), 'sensitivity.file-not-json'],
  ['NaN', 'sensitivity.file-not-json'],
  ['{}', 'sensitivity.file-foreign'],
  ['null', 'sensitivity.file-foreign'],
  ['[1]', 'sensitivity.file-foreign'],
  ['"whittle-sensitivity"', 'sensitivity.file-foreign'],
  [stored.replace('"whittle-sensitivity"', '"whittle-report"'), 'sensitivity.file-foreign'],
])('says what %j is instead', (text, code) => {
  expect(refusal(text)).toMatchObject({ code, args: { file: 'found.json' } });
});

it('says that a newer version wrote it, before it says what it does not understand', () => {
  expect(refusal('{"format":"whittle-sensitivity","version":7,"news":true}')).toEqual({
    code: 'sensitivity.file-newer',
    args: { file: 'found.json', version: 7, readable: 1 },
  });
});

it.each<[string, (layer: Record<string, unknown>) => void, string]>([
  ['a layer without its node', (layer) => delete layer['node'], 'layers[1].node'],
  ['another precision', (layer) => (layer['precision'] = 'half'), 'layers[1].precision'],
  [
    'a ratio that is a text',
    (layer) => (layer['symptom'] = { sqnr: 'high', cosine: 1, relative: 0 }),
    'layers[1].symptom.sqnr',
  ],
  ['a rank without its interval', (layer) => (layer['causeRank'] = { rank: 1 }), 'layers[1].causeRank.low'],
  ['origins that are no list', (layer) => (layer['origins'] = 'a'), 'layers[1].origins'],
])('names the place of %s', (_what, change, place) => {
  const content = JSON.parse(stored) as { layers: Record<string, unknown>[] };
  change(content.layers[1]!);
  expect(refusal(JSON.stringify(content))).toMatchObject({ code: 'sensitivity.file-invalid', args: { place } });
});

it('has no way into the prototypes of objects', () => {
  const text = stored.replace('"layers"', '"__proto__": {"polluted": true}, "layers"');
  expect(readSensitivity(text, 'found.json')).toEqual(foundSensitivity);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
