/** The kinds of text in a drawing, in CSS pixels at zoom 1. */
export const fonts = {
  title: { size: 13, weight: 600 },
  subtitle: { size: 12, weight: 400 },
  detail: { size: 11, weight: 400 },
  badge: { size: 10, weight: 600 },
} as const;

export type FontName = keyof typeof fonts;

/** A font as a style sheet has it. Sizes go in quarters of a pixel, so that glyphs drawn for one zoom serve the next ones. */
export function fontAt(name: FontName, scale: number, family: string): string {
  const { size, weight } = fonts[name];
  return `${weight} ${Math.max(1, Math.round(size * scale * 4) / 4)}px ${family}`;
}
