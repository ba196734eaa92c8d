import type { TextFitter } from '../text/textFitter.ts';

/** Measures of a box, in CSS pixels at zoom 1; VS Code's grid of 4. */
export const boxMetrics = {
  radius: 4,
  /** Of the family at the left edge. */
  stripe: 4,
  paddingLeft: 12,
  paddingRight: 10,
  paddingTop: 6,
  /** Each of up to three lines. */
  lineHeights: [20, 16, 16],
  /** Of the letters' feet below the top of the box, for each line. */
  baselines: [20, 38, 54],
  paddingBottom: 6,
  /** Before the title of a group, to open it. */
  chevron: 18,
  /** Left and right of the count of a group. */
  countPadding: 6,
  countHeight: 16,
  gap: 8,
  /** Wide enough for a short title with a value beside it. */
  minimalWidth: 112,
  /** Of a value of an overlay, for which groups leave room. */
  valueWidth: 52,
  maximalWidth: 232,
  /** Above the members of a frame, where its name stands; the layout leaves as much. */
  frameHeader: 26,
} as const;

/** What stands in a box. Empty lines take no room. */
export interface BoxTexts {
  readonly title: string;
  readonly subtitle?: string;
  readonly detail?: string;
  /** Of a group: how many nodes are in it. */
  readonly count?: number;
}

/** How large a box has to be for what stands in it, so that only long names are shortened. */
export function boxSize(texts: BoxTexts, fitter: TextFitter): { readonly width: number; readonly height: number } {
  const { title, subtitle = '', detail = '', count } = texts;
  const { paddingLeft, paddingRight, chevron, gap, countPadding, minimalWidth, maximalWidth, valueWidth } = boxMetrics;
  const grouped = count === undefined ? 0 : chevron + gap + 2 * countPadding + fitter.width(countText(count), 'badge');
  const lines = [
    fitter.width(title, 'title') + grouped,
    fitter.width(subtitle, 'subtitle') + (count === undefined ? 0 : gap + valueWidth),
    fitter.width(detail, 'detail'),
  ];
  const width = Math.max(...lines) + paddingLeft + paddingRight;
  return {
    width: Math.ceil(Math.min(maximalWidth, Math.max(minimalWidth, width)) / 4) * 4,
    height: boxHeight(subtitle !== '' && detail !== '' ? 3 : subtitle !== '' || detail !== '' ? 2 : 1),
  };
}

export function boxHeight(lines: 1 | 2 | 3): number {
  const { paddingTop, paddingBottom, lineHeights } = boxMetrics;
  return paddingTop + paddingBottom + lineHeights.slice(0, lines).reduce((sum, height) => sum + height, 0);
}

export function countText(count: number): string {
  return String(count);
}
