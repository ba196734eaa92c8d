import type { Drawing } from './drawing.ts';

/** Text as XML and HTML have it, in elements and in attributes between quotes. */
export function escaped(text: string): string {
  return knownToXml(text).replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}

/** Names in models may hold what XML cannot, escaped or not: that is shown as unknown. */
export function knownToXml(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}');
}

/** A drawing as text, for HTML as for XML. */
export function drawingText({ name, attributes, children }: Drawing): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const content = children.map((child) => (typeof child === 'string' ? escaped(child) : drawingText(child)));
  return `<${name}${given.join('')}>${content.join('')}</${name}>`;
}
