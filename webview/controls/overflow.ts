/**
 * Hides what does not fit into a bar, first what comes first in `expendable`, and shows what opens the rest instead.
 * @param bar its children do not shrink
 */
export function hideOverflow(bar: HTMLElement, expendable: readonly HTMLElement[], opensRest: HTMLElement): void {
  for (const each of expendable) each.hidden = false;
  opensRest.hidden = true;
  for (const each of expendable) {
    if (bar.scrollWidth <= bar.clientWidth) return;
    opensRest.hidden = false;
    each.hidden = true;
  }
}
