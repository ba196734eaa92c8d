import { type Drawing, draw } from '../drawing.ts';
import { fitted } from './textWidth.ts';

/**
 * A text that is cut where it is longer than its place; the whole of it is told where it is pointed at.
 * @param attributes of the element, its place among them @param width of its place, in pixels
 */
export function namedText(
  name: string,
  width: number,
  attributes: Readonly<Record<string, string | number | undefined>>,
): Drawing {
  const shown = fitted(name, width);
  return draw('text', attributes, ...(shown === name ? [name] : [draw('title', {}, name), shown]));
}
