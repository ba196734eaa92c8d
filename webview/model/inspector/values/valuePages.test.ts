import { expect, it } from 'vitest';
import { mostValues, type TensorValues } from '../../../../src/protocol/graph/tensor.ts';
import { ValuePages } from './valuePages.ts';
import { shortValue, wholeValue } from './valueText.ts';

interface Asked {
  readonly offset: number;
  readonly count: number;
  readonly signal: AbortSignal;
  readonly answer: (values: TensorValues) => void;
  readonly refuse: (cause: Error) => void;
}

function pages(elements: number) {
  const asked: Asked[] = [];
  const heard: string[] = [];
  const left = new AbortController();
  const made = new ValuePages({
    elements,
    signal: left.signal,
    ask: (offset, count, signal) =>
      new Promise((answer, refuse) => void asked.push({ offset, count, signal, answer, refuse })),
    arrived: () => heard.push('arrived'),
    failed: (cause) => heard.push(String(cause)),
  });
  const answer = async (index: number): Promise<void> => {
    const { offset, count } = asked[index]!;
    asked[index]!.answer({ offset, values: Float64Array.from({ length: count }, (_, each) => offset + each) });
    await Promise.resolve();
    await Promise.resolve();
  };
  return { made, asked, heard, left, answer };
}

it('asks for each page once, and for no more than there is', async () => {
  const { made, asked, heard, answer } = pages(mostValues + 10);
  made.want(5, 30);
  made.want(8, 40);
  expect(asked.map(({ offset, count }) => [offset, count])).toEqual([[0, mostValues]]);
  expect(made.at(5)).toBeUndefined();
  await answer(0);
  const found = made.at(5)!;
  expect([found.values[found.index], heard]).toEqual([5, ['arrived']]);
  made.want(mostValues - 1, mostValues + 3);
  expect(asked.slice(1).map(({ offset, count }) => [offset, count])).toEqual([[mostValues, 10]]);
});

it('gives up what is scrolled past, and takes no answer for it', async () => {
  const { made, asked, heard, answer } = pages(10 * mostValues);
  made.want(0, 10);
  made.want(5 * mostValues, 5 * mostValues + 10);
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  await answer(0);
  expect([made.at(0), heard]).toEqual([undefined, []]);
});

it('says what went wrong, unless nobody wants to know any more', async () => {
  const first = pages(10);
  first.made.want(0, 5);
  first.asked[0]!.refuse(new Error('gone'));
  await new Promise((done) => setTimeout(done));
  expect(first.heard).toEqual(['Error: gone']);
  const second = pages(10);
  second.made.want(0, 5);
  second.left.abort();
  second.asked[0]!.refuse(new Error('gone'));
  await new Promise((done) => setTimeout(done));
  expect(second.heard).toEqual([]);
});

it('keeps a few pages only', async () => {
  const { made, asked, answer } = pages(100 * mostValues);
  for (let page = 0; page < 20; page++) {
    made.want(page * mostValues, page * mostValues);
    await answer(page);
  }
  expect([made.at(0), made.at(19 * mostValues)?.index]).toEqual([undefined, 0]);
  made.want(0, 0);
  expect(asked.length).toBe(21);
});

it.each([
  ['float32', Float32Array.of(0.1), '0.1', '0.1'],
  ['float32', Float32Array.of(-0.000012345), '−1.23e−5', '−0.000012345'],
  ['float64', Float64Array.of(1 / 3), '0.333', '0.3333333333333333'],
  ['float16', Float32Array.of(-65504), '−65504', '−65504'],
  ['float32', Float32Array.of(NaN), 'NaN', 'NaN'],
  ['float32', Float32Array.of(-Infinity), '−∞', '−∞'],
  ['int64', BigInt64Array.of(-9007199254740993n), '−9007199254740993', '−9007199254740993'],
  ['uint8', Uint8Array.of(255), '255', '255'],
  ['bool', Uint8Array.of(1), 'true', 'true'],
  ['complex64', Float32Array.of(1.5, -2), '1.5−2i', '1.5−2i'],
  ['string', ['a\n"b"'], '"a\\n\\"b\\""', '"a\\n\\"b\\""'],
])('writes a %s', (type, values, short, whole) => {
  expect([shortValue(type, values, 0), wholeValue(type, values, 0)]).toEqual([short, whole]);
});
