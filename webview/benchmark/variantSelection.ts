/** Which variant is selected, by its place in the report: one for the whole page. */
export class VariantSelection {
  private readonly listeners: ((place: number | undefined) => void)[] = [];

  constructor(private place: number | undefined) {}

  get current(): number | undefined {
    return this.place;
  }

  /** Selects a variant; everything that shows variants hears of it. */
  set(place: number | undefined): void {
    if (place === this.place) return;
    this.place = place;
    for (const listener of this.listeners) listener(place);
  }

  /** Calls now, and whenever another one is selected. */
  follow(listener: (place: number | undefined) => void): void {
    this.listeners.push(listener);
    listener(this.place);
  }
}
