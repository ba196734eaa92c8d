import type { GraphModel } from '../../graph/prepare/graphModel.ts';

/** What several nodes have in common: the value that all of them have, or undefined where they differ. */
export interface CommonFact {
  readonly name: string;
  readonly value: string | undefined;
}

/** Attributes that any of the nodes have, by name, with the values that all of them have. */
export function commonAttributes(
  { structure: { nodes: columns }, strings }: GraphModel,
  nodes: readonly number[],
): readonly CommonFact[] {
  const seen = new Map<string, { readonly value: number; count: number; differs: boolean }>();
  for (const node of nodes) {
    for (let index = columns.attributeStart[node]!; index < columns.attributeStart[node + 1]!; index++) {
      const name = strings[columns.attributeName[index]!]!;
      const value = columns.attributeText[index]!;
      const known = seen.get(name);
      if (known === undefined) seen.set(name, { value, count: 1, differs: false });
      else {
        known.count++;
        known.differs ||= known.value !== value;
      }
    }
  }
  return [...seen]
    .map(([name, { value, count, differs }]) => ({
      name,
      // One that some of them do not have is not common either.
      value: differs || count < nodes.length ? undefined : strings[value]!,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The text that all nodes have, or undefined where they differ. */
export function commonText(nodes: readonly number[], textOf: (node: number) => string): string | undefined {
  const [first] = nodes;
  if (first === undefined) return undefined;
  const text = textOf(first);
  return nodes.every((node) => textOf(node) === text) ? text : undefined;
}
