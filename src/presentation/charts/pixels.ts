/** A length or a place in pixels, to a tenth: more than screens show. */
export function pixels(length: number): string {
  return length.toFixed(1);
}
