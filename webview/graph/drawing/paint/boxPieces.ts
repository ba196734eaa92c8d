import type { ScaledOverlay } from '../overlay/overlay.ts';
import { boxMetrics, countText } from '../scene/boxMetrics.ts';
import { familyLetters } from '../scene/family.ts';
import { boxKind, type Scene } from '../scene/scene.ts';
import type { FontName } from '../text/fonts.ts';
import type { TextFitter } from '../text/textFitter.ts';

/** A piece of text in a box, placed from the box's corner, in CSS pixels at zoom 1. */
export interface Piece {
  readonly text: string;
  readonly font: FontName;
  readonly tone: 'title' | 'description' | 'family' | 'count';
  readonly x: number;
  readonly baseline: number;
}

const { paddingLeft, paddingRight, baselines, chevron, gap, countPadding } = boxMetrics;

/** What is written in boxes when near, shortened to fit: laid out once per box. */
export class BoxPieces {
  private readonly known: (readonly Piece[] | undefined)[] = [];

  /** @param letters whether families are told by a letter too */
  constructor(
    private readonly scene: Scene,
    private readonly overlay: ScaledOverlay | undefined,
    private readonly fitter: TextFitter,
    private readonly letters: boolean,
  ) {}

  of(box: number): readonly Piece[] {
    return (this.known[box] ??= this.layOut(box));
  }

  private layOut(box: number): readonly Piece[] {
    const { boxes } = this.scene;
    if (boxes.kind[box] === boxKind.terminal) return this.inTheMiddle(box);
    const pieces: Piece[] = [];
    const isGroup = boxes.kind[box] === boxKind.group;
    const lines = this.descriptions(box);
    const left = paddingLeft + (isGroup ? chevron : 0);
    let right = boxes.width[box]! - paddingRight;
    /** Adds a text at the right end of a line, and says where it begins. */
    const atRight = (text: string, font: FontName, tone: Piece['tone'], line: number, end: number): number => {
      const x = end - this.fitter.width(text, font);
      pieces.push({ text, font, tone, x, baseline: baselines[line]! });
      return x;
    };
    if (isGroup)
      right = atRight(countText(boxes.count[box]!), 'badge', 'count', 0, right - countPadding) - countPadding - gap;
    const letter = this.letters ? familyLetters[boxes.family[box]!]! : '';
    if (letter !== '') right = atRight(letter, 'badge', 'family', 0, right) - gap;

    const value = this.overlay?.text(box) ?? '';
    const title = boxes.title[box]!;
    let lastRight = boxes.width[box]! - paddingRight;
    if (value !== '') {
      const room = right - left - this.fitter.width(title, 'title') - gap;
      if (lines.length === 0 || this.fitter.width(value, 'detail') <= room)
        right = atRight(value, 'detail', 'title', 0, right) - gap;
      else lastRight = atRight(value, 'detail', 'title', lines.length, lastRight) - gap;
    }
    pieces.push({
      ...{ text: this.fitter.fit(title, 'title', right - left, 'start'), font: 'title', tone: 'title' },
      ...{ x: left, baseline: baselines[0] },
    });
    lines.forEach(({ text, font, kept }, index) => {
      const end = index === lines.length - 1 ? lastRight : boxes.width[box]! - paddingRight;
      const fitted = this.fitter.fit(text, font, end - paddingLeft, kept);
      pieces.push({ text: fitted, font, tone: 'description', x: paddingLeft, baseline: baselines[index + 1]! });
    });
    return pieces;
  }

  /** The lines below the title. */
  private descriptions(box: number) {
    const { subtitle, detail, kind } = this.scene.boxes;
    return [
      { text: subtitle[box]!, font: 'subtitle', kept: kind[box] === boxKind.group ? 'start' : 'end' },
      { text: detail[box]!, font: 'detail', kept: 'start' },
    ].filter(({ text }) => text !== '') as readonly Line[];
  }

  /** The ends of a graph have round ends, and their texts in the middle. */
  private inTheMiddle(box: number): readonly Piece[] {
    const { boxes } = this.scene;
    const width = boxes.width[box]!;
    const title = { text: boxes.title[box]!, font: 'title', kept: 'start' } as const;
    return [title, ...this.descriptions(box)].map(({ text, font, kept }, line) => {
      const fitted = this.fitter.fit(text, font, width - 2 * paddingLeft, kept);
      const x = (width - this.fitter.width(fitted, font)) / 2;
      return { text: fitted, font, tone: line === 0 ? 'title' : 'description', x, baseline: baselines[line]! };
    });
  }
}

interface Line {
  readonly text: string;
  readonly font: FontName;
  readonly kept: 'start' | 'end';
}
