/** An element of an SVG picture, without a browser: pages make elements of it, files text. */
export interface Drawing {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Drawing | string)[];
}

/** An element. Attributes that are undefined are left out. */
export function draw(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  ...children: readonly (Drawing | string)[]
): Drawing {
  const given = Object.entries(attributes).filter(
    (entry): entry is [string, string | number] => entry[1] !== undefined,
  );
  return { name, attributes: Object.fromEntries(given), children };
}
