/** An option of a job: where it stands, and its value. */
export interface OptionLine {
  readonly name: string;
  readonly value: string;
}

/** Options that are shown, characters of one, and how deep they are looked for: no job nests them deeper. */
const most = { lines: 60, characters: 120, depth: 12 };

/** What the history shows elsewhere. */
const shownElsewhere = new Set(['kind', 'model', 'variants', 'reportFolder', 'cache']);

/** The options of a job as it was given, one a line, named by their place: `recipe.passes.0.options.preset`. */
export function optionLines(job: unknown): readonly OptionLine[] {
  const lines: OptionLine[] = [];
  const visit = (value: unknown, place: readonly string[]): void => {
    if (lines.length >= most.lines || place.length > most.depth || value === undefined) return;
    if (!isNested(value)) {
      lines.push({ name: place.join('.'), value: shortened(value) });
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      if (place.length > 0 || !shownElsewhere.has(key)) visit(inner, [...place, key]);
    }
  };
  if (isNested(job)) visit(job, []);
  return lines;
}

/** Lists of plain values are values. */
function isNested(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return !Array.isArray(value) || value.some((each) => typeof each === 'object' && each !== null);
}

function shortened(value: unknown): string {
  const text = Array.isArray(value) ? value.slice(0, most.characters).map(String).join(', ') : String(value);
  return text.length > most.characters ? `${text.slice(0, most.characters)}…` : text;
}
