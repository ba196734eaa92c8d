import type { DataOptions } from '../../protocol/options/data.ts';

/** Data files that a job reads, as far as they are files and not folders. */
export function dataFiles(data: DataOptions | undefined): readonly string[] {
  if (data === undefined || data.kind === 'synthetic') return [];
  const labels = 'labels' in data && data.labels.from === 'file' ? [data.labels.path] : [];
  return [data.path, ...labels];
}
