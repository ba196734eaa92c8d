import type { Drawing } from '../../src/presentation/drawing.ts';

const namespace = 'http://www.w3.org/2000/svg';

/** An element of a drawing, with attributes and children. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** Drawings as elements of the page. */
export function drawn(drawings: readonly Drawing[]): readonly SVGElement[] {
  return drawings.map(drawnOne);
}

function drawnOne({ name, attributes, children }: Drawing): SVGElement {
  const made = document.createElementNS(namespace, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  made.append(...children.map((child) => (typeof child === 'string' ? child : drawnOne(child))));
  return made;
}
