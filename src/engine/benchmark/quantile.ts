/** The value below which a share of sorted values lies, between two of them in proportion (type 7 of Hyndman and Fan, Sample quantiles, 1996). */
export function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? NaN;
  const above = sorted[Math.ceil(position)] ?? NaN;
  return below + (above - below) * (position - Math.floor(position));
}
