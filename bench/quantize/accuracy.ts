import type { Dataset, Feeds } from '../../src/engine/data/dataset.ts';
import type { DenseTensor } from '../../src/engine/onnx/tensor.ts';
import { runSamples } from '../../src/engine/runtime/runSamples.ts';
import { type Session, withSession } from '../../src/engine/runtime/session.ts';
import { testDigits } from '../../test/fixtures/digits.ts';
import { alphabetFile } from '../../test/fixtures/realModels.ts';
import { detectorInput, page, scorePage } from '../../test/fixtures/text/detection.ts';
import { turnedLines } from '../../test/fixtures/text/orientation.ts';
import { readAlphabet, scoreRecognition } from '../../test/fixtures/text/recognition.ts';
import type { AccuracyFigures, FiguresOf, TaskOf } from './task.ts';

/** Of data that no calibration has seen. */
const seed = 2;

/** What a model of this name is good for, measured; undefined for models without a use. */
const scores: Readonly<Record<string, (session: Session, count: number) => Promise<AccuracyFigures>>> = {
  digits: async (session) => topOne(session, await testDigits()),
  'pp-ocr-cls': (session, count) => topOne(session, turnedLines(count, seed)),
  'pp-ocr-rec': async (session, count) => {
    const score = await scoreRecognition((feeds) => first(session, feeds), readAlphabet(alphabetFile), count, seed);
    return { characters: score.characters, lines: score.lines };
  },
  'pp-ocr-det': detection,
};

export const modelsWithAccuracy: readonly string[] = Object.keys(scores);

/** Measures every variant on the same data. */
export async function measureAccuracy({ name, variants, samples }: TaskOf<'accuracy'>): Promise<FiguresOf<'accuracy'>> {
  const score = scores[name];
  const figures: Record<string, AccuracyFigures> = {};
  if (score === undefined) return figures;
  for (const [variant, file] of Object.entries(variants)) {
    figures[variant] = await withSession(file, {}, (session) => score(session, samples));
  }
  return figures;
}

async function first(session: Session, feeds: Feeds): Promise<DenseTensor> {
  const [output] = (await session.run(feeds)).values();
  return output!;
}

async function topOne(session: Session, dataset: Dataset): Promise<AccuracyFigures> {
  let right = 0;
  let count = 0;
  for await (const { sample, results } of runSamples(session, dataset, session.outputs.slice(0, 1))) {
    const [output] = results.values();
    const { data } = output!;
    const labels = sample.labels ?? [];
    const classes = data.length / labels.length;
    labels.forEach((label, row) => {
      const scores = Array.from({ length: classes }, (_, index) => Number(data[row * classes + index]));
      if (scores.indexOf(Math.max(...scores)) === label) right++;
      count++;
    });
  }
  return { 'top-1': right / count };
}

async function detection(session: Session, count: number): Promise<AccuracyFigures> {
  let found = 0;
  let falseAlarms = 0;
  for (let index = 0; index < count; index++) {
    const drawn = await page(index, seed);
    const score = scorePage(drawn, await first(session, new Map([['x', detectorInput(drawn)]])));
    found += score.found / count;
    falseAlarms += score.falseAlarms / count;
  }
  return { found, 'false alarms': falseAlarms };
}
