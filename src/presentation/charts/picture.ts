import { type Drawing, draw } from '../drawing.ts';

/** What every chart says: of what it is a picture, for those who do not see it. */
export interface Labelled {
  readonly label: string;
}

/** How values along an axis are shown. */
export interface ValueAxis {
  /** What is shown, with its unit. */
  readonly label: string;
  /** A value as a mark of the axis is labelled. @param step between two marks */
  readonly text: (value: number, step: number) => string;
}

/** A whole picture, in pixels. */
export function picture(label: string, width: number, height: number, marks: readonly Drawing[]): Drawing {
  return draw(
    'svg',
    {
      ...{ xmlns: 'http://www.w3.org/2000/svg', class: 'picture', role: 'img', 'aria-label': label },
      ...{ width, height, viewBox: `0 0 ${width} ${height}` },
    },
    ...marks,
  );
}
