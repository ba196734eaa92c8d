import { knownToXml } from '../../src/presentation/xml.ts';
import { svg } from './svg.ts';

/** What a style sheet says of the elements of a picture, as far as SVG has attributes for it. */
const properties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

/**
 * A picture of the page as the text of an SVG file that stands alone: with the colours that the theme gives it, on its background.
 * @param picture has to be in the page, or what style sheets say of it is not known
 */
export function chartSvg(picture: SVGSVGElement, title: string): string {
  const { width, height } = picture.getBoundingClientRect();
  const copy = svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' });
  copy.setAttribute('font-family', getComputedStyle(picture).fontFamily);
  const background = getComputedStyle(document.body).backgroundColor;
  copy.append(svg('title', {}, title), svg('rect', { width: '100%', height: '100%', fill: background }));
  for (const child of picture.children) copy.append(styled(child));
  return svgFile(copy);
}

/** An element as the text of a file. Its texts may hold what XML cannot. */
export function svgFile(picture: SVGSVGElement): string {
  return `${knownToXml(new XMLSerializer().serializeToString(picture))}\n`;
}

/** A copy that needs no style sheet. */
function styled(original: Element): Element {
  const copy = original.cloneNode() as Element;
  const style = getComputedStyle(original);
  copy.removeAttribute('class');
  for (const property of properties) {
    const value = style.getPropertyValue(property);
    if (value !== '') copy.setAttribute(property, value);
  }
  for (const child of original.childNodes) copy.append(child instanceof Element ? styled(child) : child.cloneNode());
  return copy;
}
