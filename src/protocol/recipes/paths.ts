import path from 'node:path';
import type { DataOptions } from '../options/data.ts';
import type { VerifyOptions } from '../options/verify.ts';
import type { Pass } from '../recipe.ts';
import type { RecipeFile } from './recipeFile.ts';

/** What names files, in a recipe and in a report: with defaults filled in or not. */
export interface NamesFiles {
  readonly passes: readonly (Pass | RecipeFile['passes'][number])[];
  readonly data?: DataOptions;
  readonly verify?: VerifyOptions | Exclude<RecipeFile['verify'], undefined>;
}

/** The same with every path of a file changed. What is not a file stays as it is. */
export function withPaths<Settings extends NamesFiles>(settings: Settings, change: (file: string) => string): Settings {
  const { passes, data, verify } = settings;
  return {
    ...settings,
    passes: passes.map((each) => passWithPaths(each, change)),
    ...(data !== undefined && { data: dataWithPaths(data, change) }),
    ...(verify !== undefined && {
      verify: {
        ...verify,
        ...(verify.evaluation !== undefined && { evaluation: dataWithPaths(verify.evaluation, change) }),
        ...(verify.metrics !== undefined && { metrics: verify.metrics.map(change) }),
      },
    }),
  };
}

/** A path as it is written in a file that lies in `folder`: relative to it where that is possible, with slashes. */
export function relativeTo(folder: string): (file: string) => string {
  return (file) => {
    const relative = path.relative(folder, path.resolve(file));
    return relative === '' ? '.' : relative.split(path.sep).join('/');
  };
}

/** What a path in a file stands for that lies in `folder`. */
export function resolvedFrom(folder: string): (file: string) => string {
  return (file) => path.resolve(folder, file);
}

function passWithPaths(pass: NamesFiles['passes'][number], change: (file: string) => string) {
  if (pass.pass !== 'quantize-static' && pass.pass !== 'quantize-mixed') return pass;
  if (pass.options?.statistics === undefined) return pass;
  return { ...pass, options: { ...pass.options, statistics: change(pass.options.statistics) } };
}

function dataWithPaths(data: DataOptions, change: (file: string) => string): DataOptions {
  if (data.kind === 'synthetic') return data;
  const moved = { ...data, path: change(data.path) };
  if (!('labels' in moved)) return moved;
  const { labels } = moved;
  return {
    ...moved,
    labels: {
      ...labels,
      ...(labels.from === 'file' && { path: change(labels.path) }),
      ...(labels.classNames !== undefined && { classNames: change(labels.classNames) }),
    },
  } as DataOptions;
}
