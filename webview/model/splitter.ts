import { element } from '../element.ts';

/** A line between two areas that can be moved. */
export interface SplitterOptions {
  /** The way in which it moves. */
  readonly direction: 'horizontal' | 'vertical';
  /** For those who hear it: what is resized. */
  readonly label: string;
  /** CSS pixels of the area that is resized, which lies after the line. */
  readonly size: number;
  readonly least: number;
  /** What there is room for at the time. */
  readonly most: () => number;
  readonly resized: (size: number) => void;
}

/** Pixels by which an arrow key moves the line. */
const step = 20;

/** Resizes the area after it by mouse and by arrow keys, as the sashes of VS Code do; a double click takes it back. */
export class Splitter {
  readonly element: HTMLElement;
  /** What the person set. Where there is no room for it, the area is smaller until there is. */
  private size: number;
  private dragging: { readonly from: number; readonly size: number } | undefined;

  constructor(private readonly options: SplitterOptions) {
    const { direction, label, least } = options;
    this.size = options.size;
    this.element = element('div', {
      ...{ class: `splitter ${direction}`, role: 'separator', tabindex: 0 },
      'aria-orientation': direction === 'horizontal' ? 'vertical' : 'horizontal',
      ...{ 'aria-label': label, 'aria-valuemin': least },
    });
    this.element.addEventListener('pointerdown', (event) => this.grab(event));
    this.element.addEventListener('pointermove', (event) => this.drag(event));
    this.element.addEventListener('lostpointercapture', () => (this.dragging = undefined));
    this.element.addEventListener('keydown', (event) => this.key(event));
    this.element.addEventListener('dblclick', () => this.resize(options.size));
    this.tell();
  }

  /** CSS pixels that the area has in the room that there is. */
  get fitting(): number {
    return this.clamped(this.size);
  }

  private grab(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.element.setPointerCapture(event.pointerId);
    this.dragging = { from: this.place(event), size: this.fitting };
  }

  private drag(event: PointerEvent): void {
    if (this.dragging !== undefined) this.resize(this.dragging.size + this.dragging.from - this.place(event));
  }

  private place(event: PointerEvent): number {
    return this.options.direction === 'horizontal' ? event.clientX : event.clientY;
  }

  private key(event: KeyboardEvent): void {
    const [more, less] =
      this.options.direction === 'horizontal' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key !== more && event.key !== less) return;
    event.preventDefault();
    this.resize(this.fitting + (event.key === more ? step : -step));
  }

  private resize(size: number): void {
    this.size = this.clamped(size);
    this.options.resized(this.size);
    this.tell();
  }

  private clamped(size: number): number {
    const { least, most } = this.options;
    return Math.max(least, Math.min(most(), Math.round(size)));
  }

  private tell(): void {
    this.element.setAttribute('aria-valuenow', String(this.fitting));
    this.element.setAttribute('aria-valuemax', String(Math.max(this.options.least, Math.round(this.options.most()))));
  }
}
