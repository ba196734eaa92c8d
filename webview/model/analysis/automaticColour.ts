import type { Colouring } from '../colouring.ts';

/** The figures that a job gives. */
export interface JobFigures {
  readonly isOwn: (figure: string | undefined) => boolean;
  /** The one that a graph is best coloured by, by what is known now. */
  readonly best: () => string | undefined;
}

/** Colours the graph by what a job finds, unless a person chooses a colour themselves. */
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
    private readonly figures: JobFigures,
    private readonly colouring: Pick<Colouring, 'id' | 'choose'>,
    colour: string | undefined,
    isOn: boolean,
  ) {
    if (figures.isOwn(colour)) this.restored = colour;
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

  /** The job begins. It has the colour where nobody chose another. */
  begin(): void {
    const { id } = this.colouring;
    this.own = id === undefined || this.figures.isOwn(id) ? { id } : undefined;
    this.isRunning = true;
  }

  /** A job goes on that began before the page was hidden. */
  join(): void {
    this.isRunning = true;
  }

  /** The job has ended: whatever is chosen now stays. */
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
    const best = this.figures.best();
    if (best === undefined || best === id) return;
    void this.colouring.choose(best);
    this.own = { id: this.colouring.id };
  }
}
