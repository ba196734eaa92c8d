import { element } from '../../element.ts';

/** Something that tells when it changed. @returns what ends the listening */
export interface Source {
  listen(listener: () => void): () => void;
}

/** A place that is filled anew whenever its source changes, until the signal ends. What is in it must not hold the focus. */
export function live<Tag extends 'span' | 'div'>(
  tag: Tag,
  sources: readonly Source[],
  signal: AbortSignal,
  content: () => readonly (Node | string)[],
): HTMLElementTagNameMap[Tag] {
  const place = element(tag, { class: 'live' });
  const fill = (): void => place.replaceChildren(...content());
  fill();
  for (const source of sources) {
    const end = source.listen(fill);
    signal.addEventListener('abort', end);
  }
  return place;
}
