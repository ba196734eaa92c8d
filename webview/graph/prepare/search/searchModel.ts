import { noString, noType } from '../../../../src/protocol/graph/structure.ts';
import type { GraphModel } from '../graphModel.ts';
import { attributeQuery, matcher, type Query } from './query.ts';

/** Where in a node something was found; several of them are a sum. */
export const foundIn = { operator: 1, name: 2, tensor: 4, attribute: 8, shape: 16, type: 32 } as const;

/** What was found. */
export interface Found {
  readonly kind: 'found';
  /** Nodes of the model, in ascending order, and where in each it was found: sums of {@link foundIn}. */
  readonly nodes: Uint32Array;
  readonly where: Uint8Array;
  /** Tensors that enter graphs, of which no node tells. */
  readonly inputs: Uint32Array;
}

/** A regular expression with a mistake in it finds nothing, and should say so. */
export type SearchResult = Found | { readonly kind: 'invalid' };

/**
 * Looks for nodes by operator, name, attributes, by the name, shape or type of what they write, and by those of stored tensors that
 * they read. Goes once over the strings of the model, and once over its nodes.
 */
export function searchModel(model: GraphModel, query: Query): SearchResult {
  const matches = matcher(query);
  if (matches === undefined) return { kind: 'invalid' };
  const { nodes, types } = model.structure;
  if (query.text === '') return found([], [], []);
  const strings = Uint8Array.from(model.strings, (text) => Number(matches(text)));
  const tensors = tensorPlaces(
    model,
    strings,
    Uint8Array.from(types, ({ name }) => Number(matches(name))),
  );
  const hasAttribute = attributeSearch(model, query, strings);
  const hits: number[] = [];
  const places: number[] = [];
  for (let node = 0; node < model.nodeCount; node++) {
    let place = 0;
    if (strings[nodes.operator[node]!] === 1 || strings[nodes.domain[node]!] === 1) place |= foundIn.operator;
    if (strings[nodes.name[node]!] === 1) place |= foundIn.name;
    if (hasAttribute(node)) place |= foundIn.attribute;
    for (const tensor of model.outputs(node)) if (tensor >= 0) place |= tensors[tensor]!;
    for (const tensor of model.inputs(node)) {
      if (tensor >= 0 && tensors[tensor] !== 0 && model.isStored(tensor)) place |= tensors[tensor]!;
    }
    if (place === 0) continue;
    hits.push(node);
    places.push(place);
  }
  const entering = [...new Set(model.structure.graphs.input)].filter(
    (tensor) => tensors[tensor] !== 0 && !model.isStored(tensor),
  );
  return found(hits, places, entering);
}

function found(nodes: readonly number[], where: readonly number[], inputs: readonly number[]): Found {
  return {
    kind: 'found',
    nodes: Uint32Array.from(nodes),
    where: Uint8Array.from(where),
    inputs: Uint32Array.from(inputs),
  };
}

/** Where in each tensor something was found. */
function tensorPlaces({ structure: { tensors } }: GraphModel, strings: Uint8Array, types: Uint8Array): Uint8Array {
  return Uint8Array.from(tensors.name, (name, tensor) => {
    const [shape, type] = [tensors.shape[tensor]!, tensors.type[tensor]!];
    return (
      (strings[name] === 1 ? foundIn.tensor : 0) |
      (shape !== noString && strings[shape] === 1 ? foundIn.shape : 0) |
      (type !== noType && types[type] === 1 ? foundIn.type : 0)
    );
  });
}

function attributeSearch(model: GraphModel, query: Query, strings: Uint8Array): (node: number) => boolean {
  const { attributeStart, attributeName, attributeText } = model.structure.nodes;
  const parts = attributeQuery(query);
  const flags = (part: Query | undefined): Uint8Array => {
    const matches = part && matcher(part);
    return matches
      ? Uint8Array.from(model.strings, (text) => Number(matches(text)))
      : new Uint8Array(model.strings.length);
  };
  const [names, values] = [flags(parts?.name), flags(parts?.value)];
  return (node) => {
    for (let index = attributeStart[node]!; index < attributeStart[node + 1]!; index++) {
      const [name, text] = [attributeName[index]!, attributeText[index]!];
      if (strings[name] === 1 || strings[text] === 1 || (names[name] === 1 && values[text] === 1)) return true;
    }
    return false;
  };
}
