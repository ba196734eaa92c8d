import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Feeds } from '../../src/engine/data/dataset.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { quantizeStatic } from '../../src/engine/quantize/static.ts';
import { verify } from '../../src/engine/report/verify.ts';
import { type Session, withSession } from '../../src/engine/runtime/session.ts';
import { quantizeStaticOptions } from '../../src/protocol/options/quantizeStatic.ts';
import { verifyOptions } from '../../src/protocol/options/verify.ts';
import { digitsFile, testDigits } from '../fixtures/digits.ts';
import { alphabetFile, realModels, textRecognizer } from '../fixtures/realModels.ts';
import { readAlphabet, scoreRecognition } from '../fixtures/text/recognition.ts';
import { passContext } from './quantized.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-real-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const computing = realModels.filter(({ name }) => !name.startsWith('silero'));

const files = new Map<string, Promise<string>>();

/** The file of a model quantized on 16 samples of its own kind; made once. */
function quantizedFile(each: (typeof realModels)[number]): Promise<string> {
  const file = files.get(each.name) ?? quantizeAndSave(each);
  files.set(each.name, file);
  return file;
}

async function quantizeAndSave({ name, file, data }: (typeof realModels)[number]): Promise<string> {
  const model = openModel(file);
  try {
    await quantizeStatic(model, await data(16, 1), quantizeStaticOptions.parse({}), passContext());
    const output = path.join(folder, `${name}.onnx`);
    saveModel(model, output);
    return output;
  } finally {
    model.close();
  }
}

describe('static INT8 with min-max', () => {
  it.each(computing)('$name stays above the floor on data it was not calibrated on', async (each) => {
    const original = openModel(each.file);
    const { floor } = await verify({
      original,
      file: await quantizedFile(each),
      dataset: await each.data(12, 2),
      heldOut: false,
      options: verifyOptions.parse({}),
      threads: 2,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    original.close();
    expect(floor?.passed).toBe(true);
  });

  it('loses at most 0.3 points of the digits', async () => {
    const digits = realModels.find(({ file }) => file === digitsFile);
    const original = openModel(digitsFile);
    const { accuracy } = await verify({
      original,
      file: await quantizedFile(digits!),
      dataset: await testDigits(),
      heldOut: false,
      options: verifyOptions.parse({}),
      threads: 2,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    original.close();
    const [topOne] = accuracy.metrics;
    expect(topOne?.before).toBeGreaterThanOrEqual(0.985);
    expect((topOne?.before ?? 1) - (topOne?.after ?? 0)).toBeLessThanOrEqual(0.003);
  });

  it('loses at most one point of the characters that the recognizer reads', async () => {
    const alphabet = readAlphabet(alphabetFile);
    const read = (session: Session) => async (feeds: Feeds) => [...(await session.run(feeds)).values()][0]!;
    const score = (file: string) =>
      withSession(file, { threads: 2 }, (session) => scoreRecognition(read(session), alphabet, 80, 2));
    const before = await score(textRecognizer.file);
    const after = await score(await quantizedFile(textRecognizer));
    expect(before.characters).toBeGreaterThan(0.99);
    expect(before.characters - after.characters).toBeLessThanOrEqual(0.01);
  });
});
