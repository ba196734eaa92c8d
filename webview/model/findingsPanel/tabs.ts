import './tabs.css';
import { progressRing } from '../../controls/controls.ts';
import { element } from '../../element.ts';

/** One of several places that share a room. */
export interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** Makes what is in it, when it is shown for the first time. */
  readonly make: () => HTMLElement;
}

/** What is seen of a tab that is not shown. */
export interface TabState {
  /** A number of things, or nothing. */
  readonly count: string;
  /** What is going on, in words; empty where nothing is. */
  readonly running: string;
}

interface Part {
  readonly button: HTMLButtonElement;
  readonly state: HTMLElement;
  readonly place: HTMLElement;
}

/**
 * Tabs as the pattern of the WAI-ARIA practices has them: one stop of the Tab key, arrow keys, Home and End choose. What was never
 * shown does not exist.
 */
export class Tabs<Name extends string> {
  readonly element: HTMLElement;
  private readonly parts: ReadonlyMap<Name, Part>;
  private current: Name;

  /** @param id distinguishes them from others of the page */
  constructor(
    id: string,
    label: string,
    private readonly tabs: readonly Tab<Name>[],
    chosen: Name,
    private readonly changed: () => void,
  ) {
    this.current = chosen;
    this.parts = new Map(tabs.map((tab) => [tab.name, this.part(id, tab)]));
    const list = element('div', { class: 'tab-list', role: 'tablist', 'aria-label': label });
    list.append(...[...this.parts.values()].map(({ button }) => button));
    list.addEventListener('keydown', (event) => this.key(event));
    const places = [...this.parts.values()].map(({ place }) => place);
    this.element = element('div', { class: 'tabs' }, list, ...places);
    this.show();
  }

  /** The name of the one that is shown. */
  get chosen(): Name {
    return this.current;
  }

  choose(name: Name): void {
    if (name === this.current) return;
    this.current = name;
    this.show();
    this.changed();
  }

  showState(name: Name, { count, running }: TabState): void {
    const { button, state } = this.parts.get(name)!;
    const told = running === '' ? count : running;
    if (state.dataset['told'] === told) return;
    state.dataset['told'] = told;
    button.setAttribute('aria-description', told);
    const number = count === '' ? [] : [element('span', { class: 'tab-count' }, count)];
    state.replaceChildren(...(running === '' ? number : [progressRing()]));
  }

  private part(id: string, { name, label }: Tab<Name>): Part {
    const state = element('span', { class: 'tab-state', 'aria-hidden': 'true' });
    const button = element(
      'button',
      {
        ...{ type: 'button', class: 'tab', role: 'tab', id: `${id}-${name}-tab` },
        'aria-controls': `${id}-${name}`,
      },
      element('span', { class: 'tab-label' }, label),
      state,
    );
    button.addEventListener('click', () => this.choose(name));
    const place = element('div', {
      ...{ class: 'tab-place', role: 'tabpanel', id: `${id}-${name}` },
      'aria-labelledby': button.id,
    });
    return { button, state, place };
  }

  private show(): void {
    for (const [name, { button, place }] of this.parts) {
      const isShown = name === this.current;
      button.setAttribute('aria-selected', String(isShown));
      button.tabIndex = isShown ? 0 : -1;
      place.hidden = !isShown;
      if (isShown && place.childElementCount === 0) place.append(this.tabs.find((tab) => tab.name === name)!.make());
    }
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const names = this.tabs.map(({ name }) => name);
    const at = names.indexOf(this.current);
    const next: Readonly<Record<string, Name | undefined>> = {
      ArrowRight: names[(at + 1) % names.length],
      ArrowLeft: names.at(at - 1),
      Home: names[0],
      End: names.at(-1),
    };
    const name = Object.hasOwn(next, event.key) ? next[event.key] : undefined;
    if (name === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.choose(name);
    this.parts.get(name)!.button.focus();
  }
}
