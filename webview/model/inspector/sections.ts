import { element } from '../../element.ts';

/** A part of a view that can be closed. */
export interface SectionOptions {
  /** Stays the same between versions: whether it is open is kept by it. */
  readonly id: string;
  readonly title: string | Node;
  /** How many there are of what is in it. */
  readonly count?: number;
  /** Level of its heading: 3, but for a section inside of another. */
  readonly level?: 3 | 4;
  /** Whether it is open as long as nobody opened or closed it. */
  readonly open: boolean;
  /** What is in it: made when it is first open. */
  readonly content: () => readonly (Node | string)[];
}

/** Which sections a person opened and closed: the same for all nodes, and for all tensors. */
export class Sections {
  private readonly open: Map<string, boolean>;

  constructor(
    kept: unknown,
    private readonly changed: () => void,
  ) {
    const entries = Object.entries(Object(kept) as Readonly<Record<string, unknown>>);
    this.open = new Map(entries.flatMap(([id, open]) => (typeof open === 'boolean' ? [[id, open]] : [])));
  }

  /** By the ids of sections. */
  get state(): Readonly<Record<string, boolean>> {
    return Object.fromEntries(this.open);
  }

  make({ id, title, count, level = 3, open, content }: SectionOptions): HTMLDetailsElement {
    const heading = element(`h${level}`, {}, title);
    if (count !== undefined) heading.append(' ', element('span', { class: 'count' }, String(count)));
    const details = element('details', { class: 'section', 'data-section': id }, element('summary', {}, heading));
    let made = false;
    const fill = (): void => {
      if (!made && details.open) details.append(element('div', { class: 'content' }, ...content()));
      made ||= details.open;
    };
    details.open = this.open.get(id) ?? open;
    fill();
    details.addEventListener('toggle', () => {
      fill();
      // Also told when it is open from the start.
      if (details.open === (this.open.get(id) ?? open)) return;
      this.open.set(id, details.open);
      this.changed();
    });
    return details;
  }
}
