import { escaped } from '../../../../src/presentation/xml.ts';
import type { Surface } from '../paint/surface.ts';

type Style = string | CanvasGradient | CanvasPattern;

/** Writes down what is painted as the elements of an SVG, in the order in which it was painted. */
export class SvgSurface implements Surface {
  fillStyle: Style = '#000';
  strokeStyle: Style = '#000';
  lineWidth = 1;
  font = '';
  textAlign: CanvasTextAlign = 'left';
  private readonly elements: string[] = [];
  private path: string[] = [];
  private dashes: readonly number[] = [];

  /** All that was painted. */
  get content(): string {
    return this.elements.join('\n');
  }

  beginPath(): void {
    this.path = [];
  }

  moveTo(x: number, y: number): void {
    this.path.push(`M${short(x)} ${short(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.path.push(`L${short(x)} ${short(y)}`);
  }

  quadraticCurveTo(cornerX: number, cornerY: number, x: number, y: number): void {
    this.path.push(`Q${short(cornerX)} ${short(cornerY)} ${short(x)} ${short(y)}`);
  }

  closePath(): void {
    this.path.push('Z');
  }

  /** @param radii one for all corners, or those of upper left, upper right, lower right, lower left */
  roundRect(x: number, y: number, width: number, height: number, radii: unknown = 0): void {
    const corners = (Array.isArray(radii) ? radii : [radii, radii, radii, radii]).map(Number);
    const [first, second, third, fourth] = corners.map((radius) => Math.min(radius, width / 2, height / 2));
    const corner = (radius: number, across: number, down: number): string =>
      radius === 0 ? '' : `a${short(radius)} ${short(radius)} 0 0 1 ${short(across * radius)} ${short(down * radius)}`;
    this.path.push(
      `M${short(x + first!)} ${short(y)}`,
      `H${short(x + width - second!)}${corner(second!, 1, 1)}`,
      `V${short(y + height - third!)}${corner(third!, -1, 1)}`,
      `H${short(x + fourth!)}${corner(fourth!, -1, -1)}`,
      `V${short(y + first!)}${corner(first!, 1, -1)}Z`,
    );
  }

  setLineDash(segments: Iterable<number>): void {
    this.dashes = [...segments];
  }

  fill(): void {
    if (this.path.length > 0) this.elements.push(`<path d="${this.path.join('')}" fill="${colour(this.fillStyle)}"/>`);
  }

  stroke(): void {
    if (this.path.length === 0) return;
    const dashes = this.dashes.length > 0 ? ` stroke-dasharray="${this.dashes.map(short).join(' ')}"` : '';
    const style = `fill="none" stroke="${colour(this.strokeStyle)}" stroke-width="${short(this.lineWidth)}"${dashes}`;
    this.elements.push(`<path d="${this.path.join('')}" ${style}/>`);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const size = `width="${short(width)}" height="${short(height)}"`;
    this.elements.push(`<rect x="${short(x)}" y="${short(y)}" ${size} fill="${colour(this.fillStyle)}"/>`);
  }

  fillText(text: string, x: number, y: number): void {
    // The family is that of the whole drawing.
    const [, weight, size] = /^(\d+) ([\d.]+)px/.exec(this.font)!;
    const anchor = this.textAlign === 'center' ? ' text-anchor="middle"' : '';
    const style = `font-size="${size}"${weight === '400' ? '' : ` font-weight="${weight}"`}${anchor}`;
    const place = `x="${short(x)}" y="${short(y)}"`;
    this.elements.push(`<text ${place} ${style} fill="${colour(this.fillStyle)}">${escaped(text)}</text>`);
  }
}

function colour(style: Style): string {
  // Painters use nothing else.
  return typeof style === 'string' ? escaped(style) : 'none';
}

/** To a hundredth: more than screens and printers show. */
function short(number: number): string {
  return String(Math.round(number * 100) / 100);
}
