import type { Shown } from '../view/shown.ts';
import { Sheet } from './sheet.ts';
import { escaped } from '../../../../src/presentation/xml.ts';
import { SvgSurface } from './svgSurface.ts';

/** Texts of an exported drawing, in the user's language. */
export interface ExportTexts {
  /** Of the whole drawing: the name of the model. */
  readonly title: string;
  readonly noData: string;
}

/** A whole scene as the text of an SVG file: what the canvas shows from near, by the same painters. */
export function sceneSvg(shown: Shown, { title, noData }: ExportTexts): string {
  const sheet = new Sheet(shown, 1, noData);
  const surface = new SvgSurface();
  sheet.paint(surface, 0, sheet.height);
  const { width, height } = sheet;
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const family = escaped(shown.style.look.fontFamily);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" font-family="${family}">`,
    `<title>${escaped(title)}</title>`,
    surface.content,
    '</svg>\n',
  ].join('\n');
}
