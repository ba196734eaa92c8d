/**
 * What is drawn on: the part of a 2D canvas that the painters use. A canvas has it as it is; `SvgSurface` writes the same calls
 * down as SVG, so that both show the same.
 */
export type Surface = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'closePath'
  | 'moveTo'
  | 'lineTo'
  | 'quadraticCurveTo'
  | 'roundRect'
  | 'fill'
  | 'stroke'
  | 'fillRect'
  | 'fillText'
  | 'setLineDash'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'font'
  | 'textAlign'
> &
  Partial<Pick<CanvasRenderingContext2D, 'createPattern'>>;
