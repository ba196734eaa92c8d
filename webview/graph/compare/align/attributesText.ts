import type { GraphModel } from '../../prepare/graphModel.ts';

/** All attributes of a node in short, by their names: the same text where they are the same. */
export function attributesText(model: GraphModel, node: number): string {
  const { attributeStart, attributeName, attributeText } = model.structure.nodes;
  const texts: string[] = [];
  for (let index = attributeStart[node]!; index < attributeStart[node + 1]!; index++) {
    texts.push(`${model.strings[attributeName[index]!]!}=${model.strings[attributeText[index]!]!}`);
  }
  return texts.length < 2 ? (texts[0] ?? '') : texts.sort().join('\n');
}
