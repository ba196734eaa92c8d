import { stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import type { Message } from '../../../protocol/messages/message.ts';
import { userError } from '../../../protocol/userError.ts';
import { fileError } from '../fileError.ts';
import { numberClasses } from '../labels/classNames.ts';
import { readLabelFile } from '../labels/labelFile.ts';
import { listFiles } from '../listFiles.ts';
import type { ImagesSpec } from '../spec.ts';

/** Paths of images in the order they are fed, and a class number for each where they have labels. */
export interface ImageFiles {
  readonly files: readonly string[];
  readonly labels: readonly number[] | undefined;
  readonly notes: readonly Message[];
}

const imageExtension = /\.(jpe?g|png|webp|gif|tiff?|avif|bmp|jp2|heic|ppm|pgm)$/i;

/** Whether a file is an image by its name. Formats that cannot be decoded are named when they are read, not left out. */
export function isImageFile(file: string): boolean {
  return imageExtension.test(file);
}

/**
 * The images of a folder with their labels: by the first folder they lie in, or from a file, whose lines then say which
 * images are used. A single image is a folder with that image only.
 * @throws UserError where there is no image, or one without a label
 */
export async function imageFiles({ path, labels }: Pick<ImagesSpec, 'path' | 'labels'>): Promise<ImageFiles> {
  const { folder, names } = await imagesIn(path);
  const paths = (chosen: readonly string[]): readonly string[] => chosen.map((name) => join(folder, name));
  if (labels === undefined) return { files: paths(names), labels: undefined, notes: [] };
  if (labels.from === 'folders') {
    const classes = names.map((name) => {
      const [first = '', ...below] = name.split('/');
      if (below.length === 0) throw userError('data.image-no-folder', { source: path, file: name });
      return first;
    });
    return { files: paths(names), ...(await numberClasses(path, classes, labels.classNames)) };
  }
  const read = await readLabelFile(labels);
  const chosen = read.files === undefined ? names : labelledImages(path, folder, names, read.files);
  return { files: paths(chosen), labels: read.labels, notes: read.notes };
}

async function imagesIn(path: string): Promise<{ readonly folder: string; readonly names: readonly string[] }> {
  const found = await stat(path).catch((cause: unknown) => {
    throw fileError(cause, path);
  });
  if (!found.isDirectory()) return { folder: dirname(path), names: [basename(path)] };
  const names = (await listFiles(path)).filter(isImageFile);
  if (names.length === 0) throw userError('data.empty', { source: path });
  return { folder: path, names };
}

function labelledImages(
  source: string,
  folder: string,
  names: readonly string[],
  wanted: readonly string[],
): readonly string[] {
  const byPath = new Set(names);
  const byName = new Map<string, string | undefined>();
  for (const name of names) {
    const short = basename(name);
    byName.set(short, byName.has(short) ? undefined : name);
  }
  return wanted.map((given) => {
    const path = (isAbsolute(given) ? relative(folder, given) : given).replaceAll('\\', '/').replace(/^\.\//, '');
    const found = byPath.has(path) ? path : byName.get(basename(path));
    if (found === undefined) throw userError('data.labelled-missing', { source, file: given });
    return found;
  });
}
