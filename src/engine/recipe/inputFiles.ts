import type { DataOptions } from '../../protocol/options/data.ts';

/** The files and folders that data options name. */
export function inputFiles(options: DataOptions | undefined): readonly string[] {
  if (options === undefined || options.kind === 'synthetic') return [];
  const labels = 'labels' in options ? options.labels : undefined;
  const files = [options.path, labels?.from === 'file' ? labels.path : undefined, labels?.classNames];
  return files.filter((file) => file !== undefined);
}
