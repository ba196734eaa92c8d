import './menu.css';
import { element } from '../element.ts';
import { icon } from '../icon.ts';

/** Something that can be chosen in a menu. */
export interface MenuItem {
  /** A thing to do, one choice of the several of its group, or something that is on or off. */
  readonly kind: 'action' | 'choice' | 'switch';
  readonly text: string;
  /** The key that does the same. */
  readonly key?: string | undefined;
  /** Of a choice and of a switch. */
  readonly isOn?: boolean;
  readonly isEnabled?: boolean;
  readonly run: () => void;
}

/** Items that belong together, with a line before them. */
export interface MenuGroup {
  readonly label: string;
  /** Whether the label is shown; it is read out in any case. */
  readonly isLabelled?: boolean;
  readonly items: readonly MenuItem[];
}

const roles = { action: 'menuitem', choice: 'menuitemradio', switch: 'menuitemcheckbox' } as const;

/** CSS pixels that stay free between a menu and the ends of the window. */
const margin = 4;
/** Between a menu and what opens it. */
const gap = 2;
/** Three items: less is no menu. */
const leastHeight = 66;

let openOne: { readonly opener: HTMLElement; readonly close: () => void } | undefined;

/**
 * Opens a menu below what opens it, or above where there is more room, or closes it where it is open already. Arrow keys, Home, End and first letters move in it; Esc
 * and Tab leave it.
 */
export function openMenu(opener: HTMLElement, label: string, groups: readonly MenuGroup[]): void {
  const wasOpen = openOne?.opener === opener;
  openOne?.close();
  if (!wasOpen) openOne = new Menu(opener, label, groups);
}

class Menu {
  private readonly root: HTMLElement;
  private readonly items: HTMLElement[] = [];
  private readonly ended = new AbortController();

  constructor(
    readonly opener: HTMLElement,
    label: string,
    groups: readonly MenuGroup[],
  ) {
    const filled = groups.filter(({ items }) => items.length > 0);
    this.root = element('div', { class: 'menu', role: 'menu', 'aria-label': label, popover: 'manual' });
    this.root.append(...filled.map((group) => this.group(group)));
    const { signal } = this.ended;
    this.root.addEventListener('keydown', (event) => this.pressed(event), { signal });
    window.addEventListener('blur', () => this.close(), { signal });
    window.addEventListener('resize', () => this.close(), { signal });
    document.addEventListener('pointerdown', (event) => this.pointed(event), { signal, capture: true });
    document.body.append(this.root);
    this.root.showPopover();
    this.place();
    opener.setAttribute('aria-expanded', 'true');
    const chosen = this.items.find((item) => item.matches('[role="menuitemradio"][aria-checked="true"]'));
    (chosen ?? this.items[0])?.focus();
  }

  close(): void {
    if (openOne !== this) return;
    openOne = undefined;
    this.ended.abort();
    this.root.remove();
    this.opener.setAttribute('aria-expanded', 'false');
  }

  private group({ label, isLabelled, items }: MenuGroup): HTMLElement {
    const heading = isLabelled === true ? [element('div', { class: 'menu-heading', 'aria-hidden': true }, label)] : [];
    const lines = items.map((item) => this.line(item));
    return element('div', { class: 'menu-group', role: 'group', 'aria-label': label }, ...heading, ...lines);
  }

  private line({ kind, text, key, isOn = false, isEnabled = true, run }: MenuItem): HTMLElement {
    const mark = isOn ? icon('check') : element('span', { class: 'menu-mark' });
    const line = element(
      'div',
      { class: 'menu-item', role: roles[kind], tabindex: -1 },
      mark,
      element('span', { class: 'menu-text' }, text),
    );
    if (key !== undefined) line.append(element('span', { class: 'menu-key', 'aria-hidden': true }, key));
    if (kind !== 'action') line.setAttribute('aria-checked', String(isOn));
    if (!isEnabled) line.setAttribute('aria-disabled', 'true');
    line.addEventListener('pointermove', () => line.focus());
    line.addEventListener('click', () => {
      if (!isEnabled) return;
      this.leave();
      run();
    });
    this.items.push(line);
    return line;
  }

  private place(): void {
    const { left, top: above, bottom, right } = this.opener.getBoundingClientRect();
    const { width, height } = this.root.getBoundingClientRect();
    const fits = left + width + margin <= window.innerWidth;
    const start = fits ? left : Math.max(margin, Math.min(right, window.innerWidth - margin) - width);
    const roomBelow = window.innerHeight - bottom - gap - margin;
    const roomAbove = above - gap - margin;
    const isBelow = height <= roomBelow || roomBelow >= roomAbove;
    const shown = Math.min(height, Math.max(leastHeight, isBelow ? roomBelow : roomAbove));
    this.root.style.left = `${start}px`;
    this.root.style.top = `${isBelow ? bottom + gap : above - gap - shown}px`;
    this.root.style.maxHeight = `${shown}px`;
  }

  private pointed({ target }: PointerEvent): void {
    // A click on what opened it closes it there.
    if (target instanceof Node && !this.root.contains(target) && !this.opener.contains(target)) this.close();
  }

  private pressed(event: KeyboardEvent): void {
    const { items } = this;
    const at = items.indexOf(document.activeElement as HTMLElement);
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => items[(at + 1) % items.length]?.focus(),
      ArrowUp: () => items.at(Math.max(at, 0) - 1)?.focus(),
      Home: () => items[0]?.focus(),
      End: () => items.at(-1)?.focus(),
      Enter: () => items[at]?.click(),
      ' ': () => items[at]?.click(),
      Escape: () => this.leave(),
    };
    event.stopPropagation();
    if (event.key === 'Tab') {
      this.leave();
    } else if (Object.hasOwn(moves, event.key)) {
      event.preventDefault();
      moves[event.key]?.();
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.goTo(event.key.toLowerCase(), at);
    }
  }

  /** Goes to the next item whose text begins with a letter. */
  private goTo(letter: string, at: number): void {
    const { items } = this;
    const inTurn = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    inTurn.find((item) => item.querySelector('.menu-text')?.textContent.toLowerCase().startsWith(letter))?.focus();
  }

  private leave(): void {
    this.close();
    this.opener.focus();
  }
}
