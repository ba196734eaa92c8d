/**
 * Makes several controls one stop of the Tab key, as toolbars are: arrow keys, Home and End go from one to the next, and Tab comes
 * back to the one that was left.
 */
export class RovingFocus {
  private current: HTMLElement | undefined;

  /** @param controls in their order; those that are hidden or disabled are passed over */
  constructor(
    container: HTMLElement,
    private readonly controls: readonly HTMLElement[],
  ) {
    container.addEventListener('keydown', (event) => this.pressed(event));
    container.addEventListener('focusin', ({ target }) => {
      const control = controls.find((each) => target instanceof Node && each.contains(target));
      if (control !== undefined) this.stopAt(control);
    });
    this.refresh();
  }

  /** Has to be called after controls were hidden, shown, disabled or enabled. */
  refresh(): void {
    const usable = this.usable();
    const stays = this.current !== undefined && usable.includes(this.current);
    this.stopAt(stays ? this.current : usable[0]);
  }

  private usable(): readonly HTMLElement[] {
    return this.controls.filter((control) => !control.hidden && !control.hasAttribute('disabled'));
  }

  private stopAt(control: HTMLElement | undefined): void {
    this.current = control;
    for (const each of this.controls) each.tabIndex = each === control ? 0 : -1;
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const usable = this.usable();
    const at = this.current === undefined ? -1 : usable.indexOf(this.current);
    const next: Readonly<Record<string, HTMLElement | undefined>> = {
      ArrowRight: usable[(at + 1) % usable.length],
      ArrowLeft: usable.at(Math.max(at, 0) - 1),
      Home: usable[0],
      End: usable.at(-1),
    };
    if (!Object.hasOwn(next, event.key)) return;
    event.preventDefault();
    next[event.key]?.focus();
  }
}
