import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { MadeModel } from './modelRoles.ts';

/** Reports that are looked at in a folder, the latest ones, and bytes of one. */
const most = { reports: 100, bytes: 16e6 };

/** What of a report says which model was made from which. */
const making = z.object({
  format: z.literal('whittle-report'),
  input: z.object({ path: z.string() }),
  output: z.object({ path: z.string() }),
});

/** Which models were made from which, as the reports in a folder say: of those that are there, the latest first. Whatever cannot be read says nothing. */
export async function madeModels(folder: string): Promise<readonly MadeModel[]> {
  const names = await readdir(folder).catch((): readonly string[] => []);
  const files = names.filter((name) => name.endsWith('.whittle-report.json')).map((name) => path.join(folder, name));
  const dated = await Promise.all(files.map(async (file) => ({ file, ...(await sizeAndTime(file)) })));
  const latest = dated.filter(({ bytes }) => bytes <= most.bytes).sort((a, b) => b.modified - a.modified);
  const found: MadeModel[] = [];
  for (const { file } of latest.slice(0, most.reports)) {
    const made = await madeBy(file);
    if (made !== undefined && existsSync(made.input) && existsSync(made.output)) found.push(made);
  }
  return found;
}

async function sizeAndTime(file: string) {
  return stat(file).then(
    (stats) => ({ bytes: stats.isFile() ? stats.size : Infinity, modified: stats.mtimeMs }),
    () => ({ bytes: Infinity, modified: 0 }),
  );
}

/** Paths in a report are relative to its folder. */
async function madeBy(file: string): Promise<MadeModel | undefined> {
  try {
    const { input, output } = making.parse(JSON.parse(await readFile(file, 'utf8')));
    const folder = path.dirname(file);
    return { input: path.resolve(folder, input.path), output: path.resolve(folder, output.path) };
  } catch {
    return undefined;
  }
}
