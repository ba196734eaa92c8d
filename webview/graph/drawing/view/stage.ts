import { element } from '../../../element.ts';
import type { Size } from '../viewport/viewport.ts';

/** The canvas that is seen, as large as its container to the device's pixel, whatever the ratio. */
export class Stage {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  private readonly observer: ResizeObserver;
  private cssSize: Size = { width: 0, height: 0 };

  constructor(container: HTMLElement, label: string, resized: () => void) {
    this.canvas = element('canvas', { class: 'graph-canvas', tabindex: 0, role: 'application', 'aria-label': label });
    this.context = this.canvas.getContext('2d', { alpha: false })!;
    container.append(this.canvas);
    this.observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      // Not every browser knows it.
      const exact = (entry as Partial<ResizeObserverEntry>).devicePixelContentBoxSize?.[0];
      this.cssSize = { width, height };
      this.canvas.width = pixels(width, exact?.inlineSize);
      this.canvas.height = pixels(height, exact?.blockSize);
      resized();
    });
    try {
      // Also says when only the pixel ratio changes.
      this.observer.observe(this.canvas, { box: 'device-pixel-content-box' });
    } catch {
      this.observer.observe(this.canvas);
    }
  }

  /** In CSS pixels. */
  get size(): Size {
    return this.cssSize;
  }

  /** Device pixels to one CSS pixel. */
  get pixel(): number {
    return this.cssSize.width > 0 ? this.canvas.width / this.cssSize.width : devicePixelRatio;
  }

  dispose(): void {
    this.observer.disconnect();
    this.canvas.remove();
  }
}

/** Device pixels for CSS pixels: those that the browser says, if they can be true. Where a ratio is only emulated, they are not. */
function pixels(length: number, exact: number | undefined): number {
  const about = length * devicePixelRatio;
  return Math.max(1, exact !== undefined && Math.abs(exact - about) < 1.5 ? exact : Math.round(about));
}
