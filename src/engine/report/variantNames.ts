import path from 'node:path';

/** Where a model lies and where it runs. */
export interface NamedVariant {
  readonly file: string;
  readonly provider: string;
}

/**
 * What variants are called: the shortest end of their path, in whole folders, that no other file has, and the provider where
 * there are several. A file that is there twice is numbered.
 */
export function variantNames(variants: readonly NamedVariant[]): readonly string[] {
  const files = variants.map(({ file }) => path.resolve(file));
  const others = [...new Set(files)];
  const manyProviders = new Set(variants.map(({ provider }) => provider)).size > 1;
  const seen = new Map<string, number>();
  return variants.map(({ provider }, index) => {
    const name = shortest(files[index]!, others);
    const whole = manyProviders ? `${name} (${provider})` : name;
    const count = (seen.get(whole) ?? 0) + 1;
    seen.set(whole, count);
    return count === 1 ? whole : `${whole} #${count}`;
  });
}

function shortest(file: string, all: readonly string[]): string {
  const parts = file.split(path.sep);
  for (let count = 1; count < parts.length; count++) {
    const end = parts.slice(-count).join(path.sep);
    const isAlone = all.every((other) => other === file || !other.endsWith(path.sep + end));
    if (isAlone) return end.split(path.sep).join('/');
  }
  return file;
}
