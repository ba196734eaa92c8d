/** A rectangle in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A label that is to stand beside a point. */
export interface LabelWish {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Pixels. */
const height = 14;
const gap = 8;

/**
 * Places for labels beside their points, which hide no point and no other label: the first wishes first.
 * @param within all labels stand here @param taken what else may not be hidden @param avoided what is hidden only where nothing else is left
 * @returns undefined for labels for which there is no place
 */
export function labelPlaces(
  wishes: readonly LabelWish[],
  within: Box,
  taken: readonly Box[],
  avoided: readonly Box[],
): readonly (Box | undefined)[] {
  const used: Box[] = [...taken];
  return wishes.map(({ x, y, width }) => {
    const places = [
      { left: x + gap, top: y - height / 2 },
      { left: x - gap - width, top: y - height / 2 },
      { left: x - width / 2, top: y - gap - height },
      { left: x - width / 2, top: y + gap },
      { left: x + gap, top: y - gap - height },
      { left: x + gap, top: y + gap },
      { left: x - gap - width, top: y - gap - height },
      { left: x - gap - width, top: y + gap },
    ]
      .map((corner): Box => ({ ...corner, width, height }))
      .filter((box) => isInside(box, within) && !used.some((other) => overlap(box, other)));
    const place = places.find((box) => !avoided.some((other) => overlap(box, other))) ?? places[0];
    if (place !== undefined) used.push(place);
    return place;
  });
}

function isInside(box: Box, { left, top, width, height: high }: Box): boolean {
  return (
    box.left >= left && box.top >= top && box.left + box.width <= left + width && box.top + box.height <= top + high
  );
}

export function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}
