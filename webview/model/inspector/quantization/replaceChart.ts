/** Shows another chart in the place of one: its table stays open. */
export function replaceChart(place: HTMLElement, ...next: readonly HTMLElement[]): void {
  const wasOpen = place.querySelector<HTMLDetailsElement>('.chart-table')?.open ?? false;
  place.replaceChildren(...next);
  const table = place.querySelector<HTMLDetailsElement>('.chart-table');
  if (table !== null) table.open = wasOpen;
}
