import { type PerFrame, perFrame } from './perFrame.ts';

/** Does something once before the next frame in which a place is seen: what nobody sees is not drawn. */
export function whenShown(place: HTMLElement, act: () => void): PerFrame {
  let isAsked = false;
  const frame = perFrame(() => {
    if (!isAsked || place.clientHeight === 0) return;
    isAsked = false;
    act();
  });
  const observer = new ResizeObserver(() => {
    if (isAsked) frame.ask();
  });
  observer.observe(place);
  return {
    ask: () => {
      isAsked = true;
      if (place.clientHeight > 0) frame.ask();
    },
    end: () => {
      observer.disconnect();
      frame.end();
    },
  };
}
