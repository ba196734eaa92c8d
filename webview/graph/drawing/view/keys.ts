/** What keys ask for. */
export interface KeyGestures {
  pan(across: number, down: number): void;
  /** Around the middle of the window. */
  zoom(factor: number): void;
  fit(): void;
  /** Whether arrow keys are taken for walking from box to box, which is not done here. */
  readonly walks: boolean;
}

/** CSS pixels by which one press of an arrow key pans. */
const step = 80;
const zoomFactor = 1.25;

/** Arrow keys pan when nothing is selected, + and − zoom, F fits. Keys with Ctrl, Alt or Meta belong to VS Code. */
export function watchKeys(canvas: HTMLCanvasElement, gestures: KeyGestures): () => void {
  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => gestures.pan(step, 0),
    ArrowRight: () => gestures.pan(-step, 0),
    ArrowUp: () => gestures.pan(0, step),
    ArrowDown: () => gestures.pan(0, -step),
    '+': () => gestures.zoom(zoomFactor),
    '=': () => gestures.zoom(zoomFactor),
    '-': () => gestures.zoom(1 / zoomFactor),
    f: () => gestures.fit(),
    F: () => gestures.fit(),
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (gestures.walks && event.key.startsWith('Arrow')) return;
    const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  canvas.addEventListener('keydown', pressed);
  return () => canvas.removeEventListener('keydown', pressed);
}
