import type { Colouring } from '../colouring.ts';
import type { Findings } from '../findings.ts';
import { bestSignal, figureIdOf, isSensitivity } from './sensitivityFigures.ts';

/** Colours the graph by what an analysis finds, unless a person chooses a colour themselves. */
export class AutomaticColour {
  /** What it chose last, as long as nobody chose anything else. */
  private own: { readonly id: string | undefined } | undefined;
  private restored: string | undefined;
  private isRunning = false;

  /**
   * @param colour id of the figure that coloured the graph before the page was hidden
   * @param isOn whether that was chosen here
   */
  constructor(
    private readonly findings: Findings,
    private readonly colouring: Pick<Colouring, 'id' | 'choose'>,
    colour: string | undefined,
    isOn: boolean,
  ) {
    if (isSensitivity(colour)) this.restored = colour;
    if (isOn) this.own = { id: colour };
  }

  /** Whether it may still choose. */
  get isOn(): boolean {
    return this.own !== undefined;
  }

  /** The figure that colours the graph as soon as it is there again. */
  get awaited(): string | undefined {
    return this.restored;
  }

  /** What was found before the page was hidden is there again. */
  restore(): void {
    const { restored } = this;
    this.restored = undefined;
    if (restored === undefined || this.colouring.id !== undefined) return;
    void this.colouring.choose(restored);
    if (this.own !== undefined) this.own = { id: this.colouring.id };
  }

  /** An analysis begins. It has the colour where nobody chose another. */
  begin(): void {
    const { id } = this.colouring;
    if (id === undefined || isSensitivity(id)) this.own = { id };
    this.isRunning = true;
  }

  /** An analysis goes on that began before the page was hidden. */
  join(): void {
    this.isRunning = true;
  }

  /** An analysis has ended: whatever is chosen now stays. */
  end(): void {
    this.follow();
    this.isRunning = false;
    this.own = undefined;
  }

  /** More is known, and the figures say so. */
  follow(): void {
    if (!this.isRunning || this.own === undefined) return;
    const { id } = this.colouring;
    if (id !== this.own.id) {
      this.own = undefined;
      return;
    }
    const signal = bestSignal(this.findings);
    if (signal === undefined || figureIdOf(signal) === id) return;
    void this.colouring.choose(figureIdOf(signal));
    this.own = { id: this.colouring.id };
  }
}
