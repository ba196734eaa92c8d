import { cssOf, mix, textOn } from '../colour/colour.ts';
import { familyColours } from '../colour/families.ts';
import { type Ramp, ramp } from '../colour/ramp.ts';
import { isHighContrast, type Theme } from '../theme/theme.ts';

/** Everything's colour, as style sheets have them, from a theme. */
export interface Look {
  readonly theme: Theme;
  readonly highContrast: boolean;
  readonly fontFamily: string;
  readonly background: string;
  readonly title: string;
  readonly description: string;
  readonly body: string;
  readonly hoverBody: string;
  readonly border: string;
  /** Of a border that is to be noticed: dashed ones. */
  readonly strongBorder: string;
  readonly hatch: string;
  readonly farHatch: string;
  readonly frame: string;
  readonly frameBorder: string;
  readonly line: string;
  readonly minorLine: string;
  readonly label: string;
  readonly badge: string;
  readonly badgeBorder: string;
  readonly badgeText: string;
  readonly count: string;
  readonly countText: string;
  readonly focus: string;
  readonly hit: string;
  readonly currentHit: string;
  /** Of the marks of a comparison, in the order of `boxMark`, and of the signs on them. */
  readonly marks: readonly string[];
  readonly markTexts: readonly string[];
  /** Of the families, in their order, as stripes and as whole boxes when far. */
  readonly families: readonly string[];
  readonly farFamilies: readonly string[];
  readonly ramp: Ramp;
  /** How much of what is not emphasised is left, from 0 to 1. */
  readonly dimmed: number;
}

export function lookOf(theme: Theme): Look {
  const { background, foreground, body, border } = theme;
  const highContrast = isHighContrast(theme.kind);
  const shade = (part: number): string => cssOf(mix(background, foreground, part));
  const families = familyColours(theme.kind);
  const marks = [background, theme.added, theme.removed, theme.changed];
  return {
    ...{ theme, highContrast, fontFamily: theme.fontFamily },
    background: cssOf(background),
    title: cssOf(foreground),
    description: cssOf(theme.description),
    body: cssOf(body),
    hoverBody: cssOf(theme.hoverBody),
    border: cssOf(border),
    strongBorder: shade(highContrast ? 1 : 0.6),
    hatch: cssOf(mix(body, foreground, highContrast ? 0.38 : 0.16)),
    farHatch: cssOf(mix(body, foreground, highContrast ? 0.7 : 0.34)),
    frame: highContrast ? cssOf(background) : shade(0.03),
    frameBorder: cssOf(border),
    line: shade(highContrast ? 0.85 : 0.42),
    minorLine: shade(highContrast ? 0.55 : 0.2),
    label: cssOf(theme.description),
    badge: cssOf(background),
    badgeBorder: shade(highContrast ? 1 : 0.42),
    badgeText: cssOf(foreground),
    count: cssOf(theme.badge),
    countText: cssOf(theme.badgeText),
    focus: cssOf(theme.focus),
    hit: cssOf(theme.hit),
    currentHit: cssOf(theme.currentHit),
    marks: marks.map(cssOf),
    markTexts: marks.map((mark) => cssOf(textOn(mark))),
    families: families.map(cssOf),
    farFamilies: families.map((family) => cssOf(mix(background, family, highContrast ? 1 : 0.75))),
    ramp: ramp(theme.kind),
    dimmed: highContrast ? 0.35 : 0.22,
  };
}
