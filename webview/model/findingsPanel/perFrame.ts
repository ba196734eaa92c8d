/** Does something once before the next frame, however often it was asked for. */
export interface PerFrame {
  ask(): void;
  /** Nothing is done any more. */
  end(): void;
}

export function perFrame(act: () => void): PerFrame {
  let frame: number | undefined;
  return {
    ask: () => {
      frame ??= requestAnimationFrame(() => {
        frame = undefined;
        act();
      });
    },
    end: () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      frame = undefined;
    },
  };
}
