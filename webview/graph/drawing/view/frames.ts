import { Flight, flightTime, wantsNoMotion } from '../viewport/flight.ts';

interface Flying {
  readonly flight: Flight;
  readonly ended: (() => void) | undefined;
}

/** Calls back once in the browser's next frame, if anything asked for it; while something moves, in each frame. */
export class Frames {
  private request: number | undefined;
  private readonly flying = new Map<string, Flying>();

  constructor(private readonly paint: () => void) {}

  /** Something has changed. */
  ask(): void {
    this.request ??= requestAnimationFrame((now) => {
      this.request = undefined;
      for (const [what, { flight }] of [...this.flying]) {
        if (flight.step(now)) this.ask();
        else this.land(what);
      }
      this.paint();
    });
  }

  /** Moves something from 0 to 1, at once when the person wants no motion. If it was moving already, that ends. */
  fly(what: string, move: (part: number) => void, ended?: () => void, duration = flightTime): void {
    this.land(what);
    if (wantsNoMotion()) {
      move(1);
      ended?.();
    } else {
      this.flying.set(what, { flight: new Flight(performance.now(), duration, move), ended });
    }
    this.ask();
  }

  /** Stops something where it is. */
  land(what: string): void {
    const flying = this.flying.get(what);
    this.flying.delete(what);
    flying?.ended?.();
  }

  isFlying(what: string): boolean {
    return this.flying.has(what);
  }

  dispose(): void {
    if (this.request !== undefined) cancelAnimationFrame(this.request);
    this.flying.clear();
  }
}
