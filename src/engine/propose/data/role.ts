/** What data is for, as far as its name says. */
export type DataRole = 'calibration' | 'evaluation';

const calibration: ReadonlySet<string> = new Set([
  ...['calib', 'calibrate', 'calibration', 'train', 'training', 'trainset', 'trainval'],
]);
const evaluation: ReadonlySet<string> = new Set([
  ...['eval', 'evaluate', 'evaluation', 'val', 'valid', 'validate', 'validation'],
  ...['test', 'testing', 'tests', 'testset', 'holdout', 'heldout'],
]);
/** Other words that a folder of data beside a model may have in its name. */
const usual: ReadonlySet<string> = new Set([
  ...['data', 'dataset', 'datasets', 'sample', 'samples', 'input', 'inputs', 'array', 'arrays', 'npy', 'npz'],
  ...['image', 'images', 'img', 'imgs', 'photo', 'photos', 'picture', 'pictures', 'frame', 'frames'],
]);

/** What a path says of the data it leads to: of its names the last that says something. */
export function roleOf(names: readonly string[]): DataRole | undefined {
  for (const name of names.toReversed()) {
    const words = wordsOf(name);
    if (words.some((word) => calibration.has(word))) return 'calibration';
    if (words.some((word) => evaluation.has(word))) return 'evaluation';
  }
  return undefined;
}

/** Whether a folder beside a model is likely to hold data, by its name. */
export function isUsualName(name: string): boolean {
  return wordsOf(name).some((word) => calibration.has(word) || evaluation.has(word) || usual.has(word));
}

/** `calibrationData-2` is `calibration` and `data`. */
function wordsOf(name: string): readonly string[] {
  const spaced = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.split(/[^a-z]+/);
}
