import type { Selection } from '../selection.ts';
import type { Drawn } from './drawn.ts';
import { boxesOf, itemOf } from './selected.ts';

/** Which boxes are selected. One node may be in several of them: those that a person picked here are remembered by their ids. */
export class Chosen {
  private picked: readonly number[] | undefined;

  constructor(private readonly selection: Selection) {}

  /** Those that were picked as far as they are seen, else all that show what is selected. */
  boxes(drawn: Drawn): readonly number[] {
    const picked = this.picked?.map((id) => drawn.box(id));
    if (picked?.every((box) => box !== undefined)) return picked;
    return boxesOf(drawn, this.selection.items);
  }

  pick(drawn: Drawn, boxes: readonly number[]): void {
    this.picked = boxes.map((box) => drawn.id(box));
    this.selection.set(
      boxes.map((box) => itemOf(drawn, box)),
      'graph',
    );
  }

  /** What is selected was not picked here. */
  forget(): void {
    this.picked = undefined;
  }
}
