/** Milliseconds that a change of the view takes. */
export const flightTime = 180;

/** Something that changes from 0 to 1 over a time: fast at first, then settling. */
export class Flight {
  private readonly begun: number;

  constructor(
    now: number,
    private readonly duration: number,
    private readonly move: (part: number) => void,
  ) {
    this.begun = now;
  }

  /** Moves to where it is at a time; says whether it goes on. */
  step(now: number): boolean {
    const part = Math.min(1, Math.max(0, (now - this.begun) / this.duration));
    this.move(1 - (1 - part) ** 3);
    return part < 1;
  }
}

/** Whether the person has asked for no motion. */
export function wantsNoMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
