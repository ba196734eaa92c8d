const namespace = 'http://www.w3.org/2000/svg';

/** Outlines on a grid of 16. They are drawn in the colour of the text around them. */
const outlines = {
  warning: 'M8 2 14.5 13.5H1.5ZM8 6.5V10M8 11.3V12.2',
  error: 'M8 1.8A6.2 6.2 0 1 1 8 14.2 6.2 6.2 0 1 1 8 1.8ZM5.7 5.7 10.3 10.3M10.3 5.7 5.7 10.3',
  information: 'M8 1.8A6.2 6.2 0 1 1 8 14.2 6.2 6.2 0 1 1 8 1.8ZM8 7.2V11.2M8 4.8V5.8',
  chevron: 'M6 4 10 8 6 12',
  up: 'M4.5 9.5 8 6 11.5 9.5',
  down: 'M4.5 6.5 8 10 11.5 6.5',
} as const;

export type IconName = keyof typeof outlines;

/** A small drawing that goes with words and says nothing of its own. */
export function icon(name: IconName): SVGSVGElement {
  const drawing = document.createElementNS(namespace, 'svg');
  drawing.setAttribute('viewBox', '0 0 16 16');
  drawing.setAttribute('class', `icon icon-${name}`);
  drawing.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', outlines[name]);
  drawing.append(path);
  return drawing;
}
