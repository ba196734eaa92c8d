/** A model that may be measured. */
export interface ModelFacts {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds, as file systems count them. */
  readonly modified: number;
}

/** A model that was made from another one, as a report says. */
export interface MadeModel {
  readonly input: string;
  readonly output: string;
}

/** Which model the others are compared with, and how that is known. */
export interface ModelRoles {
  readonly original: string;
  readonly variants: readonly string[];
  readonly reason: 'only' | 'reported' | 'largest';
}

/** Variants that are proposed without being asked for: measuring takes time for each. */
const proposed = 5;

/**
 * Which of some models is the original: the one that reports name as what others were made from, else the largest, of equals the
 * oldest. Of one model alone the variants are those that were made from it; what it was made from is its original.
 * @param models at least one
 * @param made what reports beside them say, of models that are there, the latest first
 */
export function proposeRoles(models: readonly ModelFacts[], made: readonly MadeModel[]): ModelRoles {
  const [first, ...others] = models;
  if (first === undefined) throw new Error('there is no model to be measured');
  if (others.length === 0) return rolesOfOne(first.path, made);
  const paths = models.map(({ path }) => path);
  const reported = reportedOriginal(paths, made);
  const original = reported ?? [...models].sort(largestFirst)[0]?.path ?? first.path;
  const variants = paths.filter((path) => path !== original);
  return { original, variants, reason: reported === undefined ? 'largest' : 'reported' };
}

function rolesOfOne(path: string, made: readonly MadeModel[]): ModelRoles {
  const from = made.find(({ output }) => output === path)?.input;
  if (from !== undefined && from !== path) return { original: from, variants: [path], reason: 'reported' };
  const outputs = made.filter(({ input, output }) => input === path && output !== path).map(({ output }) => output);
  const variants = [...new Set(outputs)].slice(0, proposed);
  return { original: path, variants, reason: variants.length === 0 ? 'only' : 'reported' };
}

/** The one from which most of the others were made, and which was made from none of them. */
function reportedOriginal(paths: readonly string[], made: readonly MadeModel[]): string | undefined {
  const known = new Set(paths);
  const among = made.filter(({ input, output }) => input !== output && known.has(input) && known.has(output));
  const derived = new Set(among.map(({ output }) => output));
  const outputsOf = new Map<string, Set<string>>();
  for (const { input, output } of among) outputsOf.set(input, (outputsOf.get(input) ?? new Set()).add(output));
  const roots = [...outputsOf].filter(([input]) => !derived.has(input));
  return roots.sort(([, one], [, other]) => other.size - one.size)[0]?.[0];
}

function largestFirst(one: ModelFacts, other: ModelFacts): number {
  return other.bytes - one.bytes || one.modified - other.modified;
}
