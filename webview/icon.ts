const namespace = 'http://www.w3.org/2000/svg';

/** Outlines on a grid of 16. They are drawn in the colour of the text around them. */
const outlines = {
  warning: 'M8 2 14.5 13.5H1.5ZM8 6.5V10M8 11.3V12.2',
  error: 'M8 1.8A6.2 6.2 0 1 1 8 14.2 6.2 6.2 0 1 1 8 1.8ZM5.7 5.7 10.3 10.3M10.3 5.7 5.7 10.3',
  information: 'M8 1.8A6.2 6.2 0 1 1 8 14.2 6.2 6.2 0 1 1 8 1.8ZM8 7.2V11.2M8 4.8V5.8',
  chevron: 'M6 4 10 8 6 12',
  up: 'M4.5 9.5 8 6 11.5 9.5',
  down: 'M4.5 6.5 8 10 11.5 6.5',
  check: 'M3.5 8.5 6.5 11.5 12.5 4.5',
  close: 'M4 4 12 12M12 4 4 12',
  more: 'M3 7.5A.5.5 0 1 1 3 8.5 .5.5 0 1 1 3 7.5M8 7.5A.5.5 0 1 1 8 8.5 .5.5 0 1 1 8 7.5M13 7.5A.5.5 0 1 1 13 8.5 .5.5 0 1 1 13 7.5',
  case: 'M1.5 12 4.5 4 7.5 12M2.6 9.3H6.4M13.5 7V12M13.5 9.5A2.1 2.4 0 1 1 9.3 9.5 2.1 2.4 0 1 1 13.5 9.5',
  regex: 'M10.5 3V9M7.9 4.5 13.1 7.5M13.1 4.5 7.9 7.5M3.5 11.5A.5.5 0 1 1 3.5 12.5 .5.5 0 1 1 3.5 11.5',
  expandAll: 'M5.5 5.5H13.5V13.5H5.5ZM7.5 9.5H11.5M9.5 7.5V11.5M3 10.5H2.5V2.5H10.5V3',
  collapseAll: 'M5.5 5.5H13.5V13.5H5.5ZM7.5 9.5H11.5M3 10.5H2.5V2.5H10.5V3',
  fit: 'M2.5 5.5V2.5H5.5M10.5 2.5H13.5V5.5M13.5 10.5V13.5H10.5M5.5 13.5H2.5V10.5M5.5 6.5H10.5V9.5H5.5Z',
  zoomIn: 'M7 2.5A4.5 4.5 0 1 1 7 11.5 4.5 4.5 0 1 1 7 2.5M10.3 10.3 14 14M5 7H9M7 5V9',
  zoomOut: 'M7 2.5A4.5 4.5 0 1 1 7 11.5 4.5 4.5 0 1 1 7 2.5M10.3 10.3 14 14M5 7H9',
  neighbourhood:
    'M8 6A2 2 0 1 1 8 10 2 2 0 1 1 8 6M6.6 6.6 4 4M9.4 6.6 12 4M8 10V12.5M3.2 2.2A1 1 0 1 1 3.2 4.2 1 1 0 1 1 3.2 2.2M12.8 2.2A1 1 0 1 1 12.8 4.2 1 1 0 1 1 12.8 2.2M8 12.5A1 1 0 1 1 8 14.5 1 1 0 1 1 8 12.5',
  export: 'M8 10V2M5 5 8 2 11 5M2.5 9.5V13.5H13.5V9.5',
  inspector: 'M2 3H14V13H2ZM10 3V13',
  layers: 'M2 3H14V13H2ZM2 9.5H14',
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
