/**
 * What a node is known by, from what the columns tell of it: the path of its graph and its first output that has a name,
 * else operator and name. The same as the ids of findings and reports.
 */
export function nodeId(
  graphPath: string,
  node: { readonly outputs: readonly string[]; readonly operator: string; readonly name: string },
): string {
  const output = node.outputs.find((name) => name !== '');
  return graphPath + (output ?? `(${node.operator} ${node.name})`);
}
