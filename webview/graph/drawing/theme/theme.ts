import { black, type Colour, contrast, mix, over, parseColour, white, withContrast } from '../colour/colour.ts';

export type ThemeKind = 'dark' | 'light' | 'high-contrast-dark' | 'high-contrast-light';

/** The colours of the editor's theme that a drawing needs. All but the slider are opaque. */
export interface Theme {
  readonly kind: ThemeKind;
  readonly background: Colour;
  readonly foreground: Colour;
  /** Of what is second to a title. It has a contrast of 4.5 to the bodies of boxes. */
  readonly description: Colour;
  readonly body: Colour;
  readonly border: Colour;
  readonly hoverBody: Colour;
  readonly focus: Colour;
  /** Around what a search found, and around the one it is at. */
  readonly hit: Colour;
  readonly currentHit: Colour;
  readonly badge: Colour;
  readonly badgeText: Colour;
  readonly added: Colour;
  readonly removed: Colour;
  readonly changed: Colour;
  readonly slider: Colour;
  readonly fontFamily: string;
}

/** The names of VS Code's theme variables, with a colour for themes that lack them. */
export type Variable = (name: `--vscode-${string}`) => string;

/** The kind of theme that VS Code says by classes of the body. A light theme of high contrast has both classes. */
export function kindOf(classes: { contains(name: string): boolean }): ThemeKind {
  if (classes.contains('vscode-high-contrast-light')) return 'high-contrast-light';
  if (classes.contains('vscode-high-contrast')) return 'high-contrast-dark';
  return classes.contains('vscode-light') ? 'light' : 'dark';
}

export function isHighContrast(kind: ThemeKind): boolean {
  return kind === 'high-contrast-dark' || kind === 'high-contrast-light';
}

/**
 * The colours of a theme from its variables. Themes may be by anybody: what is missing is made from what is there, and what
 * would not be seen is made stronger.
 */
export function themeOf(kind: ThemeKind, variable: Variable): Theme {
  const light = kind === 'light' || kind === 'high-contrast-light';
  const [paper, ink] = light ? [white, black] : [black, white];
  const read = (name: `--vscode-${string}`): Colour | undefined => parseColour(variable(name));
  const opaque = (name: `--vscode-${string}`, behind: Colour, otherwise: Colour): Colour =>
    over(read(name) ?? otherwise, behind);

  const background = opaque('--vscode-editor-background', paper, mix(paper, ink, light ? 0 : 0.12));
  const foreground = opaque('--vscode-foreground', background, mix(background, ink, 0.8));
  const body = opaque('--vscode-input-background', background, mix(background, foreground, 0.06));
  const shade = (part: number): Colour => mix(background, foreground, part);
  const line = opaque('--vscode-input-border', background, shade(0.2));
  const seen = (name: `--vscode-${string}`, otherwise: Colour, least: number): Colour =>
    over(withContrast(opaque(name, background, otherwise), foreground, background, least), background);
  const focus = seen('--vscode-focusBorder', shade(0.8), 3);
  return {
    ...{ kind, background, foreground, body, focus },
    description: descriptionOf(opaque('--vscode-descriptionForeground', body, shade(0.7)), foreground, body),
    border: over(withContrast(line, foreground, background, isHighContrast(kind) ? 4.5 : 1.4), background),
    hoverBody: opaque('--vscode-list-hoverBackground', body, mix(body, foreground, 0.08)),
    hit: seen(
      '--vscode-editor-findMatchHighlightBackground',
      read('--vscode-editor-findMatchHighlightBorder') ?? focus,
      2,
    ),
    currentHit: seen('--vscode-editor-findMatchBackground', read('--vscode-editor-findMatchBorder') ?? focus, 4.5),
    badge: opaque('--vscode-badge-background', background, shade(0.3)),
    badgeText: opaque('--vscode-badge-foreground', background, foreground),
    added: seen('--vscode-gitDecoration-addedResourceForeground', shade(0.6), 3),
    removed: seen('--vscode-gitDecoration-deletedResourceForeground', shade(0.6), 3),
    changed: seen('--vscode-gitDecoration-modifiedResourceForeground', shade(0.6), 3),
    slider: read('--vscode-minimapSlider-background') ?? { ...foreground, alpha: 0.2 },
    fontFamily: variable('--vscode-font-family').trim() || 'system-ui, sans-serif',
  };
}

/** Quieter than a title where the theme makes no difference of its own, and always to be read. */
function descriptionOf(wanted: Colour, foreground: Colour, body: Colour): Colour {
  const quiet = contrast(wanted, foreground) < 1.25 ? mix(wanted, body, 0.3) : wanted;
  return over(withContrast(quiet, foreground, body, 4.5), body);
}
