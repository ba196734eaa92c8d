import type { Point } from '../viewport/viewport.ts';

/** What gestures ask for. Points are in CSS pixels from the canvas's corner. */
export interface Gestures {
  /** The scene is to follow the hand. */
  pan(across: number, down: number): void;
  /** As {@link pan}, by a mouse wheel, which goes in large steps. */
  scroll(across: number, down: number): void;
  zoom(at: Point, factor: number): void;
  /** As {@link zoom}, by a mouse wheel. */
  zoomStep(at: Point, factor: number): void;
  hover(at: Point | undefined): void;
  press(at: Point, more: boolean): void;
  open(at: Point): void;
  /** A rectangle is being drawn, or was let go. */
  frame(from: Point, to: Point, done: boolean): void;
  /** The rectangle that was being drawn is not wanted. */
  unframe(): void;
}

/** CSS pixels by which a hand trembles while it clicks. */
const tremble = 4;
/** CSS pixels of a wheel's line and page. */
const [line, pageful] = [16, 400];
/** A wheel's step is at least so long; fingers on a trackpad go in smaller ones. CSS pixels. */
const wheelStep = 50;
/** How much larger things become by one step of a wheel. */
const stepFactor = 1.25;

/** Reads mouse, trackpad and touch: drag and scroll pan, pinch and Ctrl with scroll zoom, Shift with drag draws a rectangle. */
export function watchPointer(canvas: HTMLCanvasElement, gestures: Gestures): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const fingers = new Map<number, Point>();
  let start: Point | undefined;
  let mode: 'press' | 'pan' | 'frame' = 'press';
  const at = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const { left, top } = canvas.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };

  const down = (event: PointerEvent): void => {
    if (event.button > 1) return;
    // The middle button would scroll the page on its own.
    if (event.button === 1) event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at(event));
    start = at(event);
    mode = event.shiftKey && event.button === 0 ? 'frame' : event.button === 1 || fingers.size > 1 ? 'pan' : 'press';
  };
  const move = (event: PointerEvent): void => {
    const before = fingers.get(event.pointerId);
    const now = at(event);
    if (before === undefined || start === undefined) return gestures.hover(now);
    if (mode === 'press' && Math.hypot(now.x - start.x, now.y - start.y) > tremble) {
      mode = 'pan';
      gestures.hover(undefined);
      canvas.classList.add('panning');
    }
    fingers.set(event.pointerId, now);
    if (mode === 'frame') return gestures.frame(start, now, false);
    if (mode !== 'pan') return;
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, finger]) => finger);
    const other = others[0];
    if (other !== undefined) pinch(gestures, other, before, now);
    const share = 1 / fingers.size;
    gestures.pan((now.x - before.x) * share, (now.y - before.y) * share);
  };
  const up = (event: PointerEvent): void => {
    if (!fingers.delete(event.pointerId)) return;
    canvas.classList.remove('panning');
    if (event.type === 'pointercancel') gestures.unframe();
    else if (mode === 'press') gestures.press(at(event), event.ctrlKey || event.metaKey);
    else if (mode === 'frame') gestures.frame(start!, at(event), true);
    if (fingers.size === 0) start = undefined;
  };

  canvas.addEventListener('pointerdown', down, { signal });
  canvas.addEventListener('pointermove', move, { signal });
  canvas.addEventListener('pointerup', up, { signal });
  canvas.addEventListener('pointercancel', up, { signal });
  canvas.addEventListener('pointerleave', () => gestures.hover(undefined), { signal });
  canvas.addEventListener('dblclick', (event) => gestures.open(at(event)), { signal });
  canvas.addEventListener('wheel', (event) => turn(gestures, event, at(event)), { signal, passive: false });
  return () => ended.abort();
}

function pinch(gestures: Gestures, other: Point, before: Point, now: Point): void {
  const apart = Math.hypot(before.x - other.x, before.y - other.y);
  const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
  if (apart > 1) gestures.zoom(middle, Math.hypot(now.x - other.x, now.y - other.y) / apart);
}

function turn(gestures: Gestures, event: WheelEvent, at: Point): void {
  event.preventDefault();
  const unit =
    event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : event.deltaMode === WheelEvent.DOM_DELTA_LINE ? line : pageful;
  const [across, down] = [event.deltaX * unit, event.deltaY * unit];
  // A pinch on a trackpad arrives as a wheel with Ctrl, in small steps.
  if (event.ctrlKey || event.metaKey) {
    if (Math.abs(down) < wheelStep) return gestures.zoom(at, Math.exp(-0.01 * down));
    return gestures.zoomStep(at, down > 0 ? 1 / stepFactor : stepFactor);
  }
  const [right, below] = event.shiftKey && across === 0 ? [down, 0] : [across, down];
  if (Math.max(Math.abs(right), Math.abs(below)) >= wheelStep) gestures.scroll(-right, -below);
  else gestures.pan(-right, -below);
}
