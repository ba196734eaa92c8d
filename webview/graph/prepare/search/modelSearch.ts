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
 * Looks for nodes by operator, name, attributes, by the name, shape or type of what they write, and by those of stored tensors
 * that they read. Goes once over the strings of the model, and once over its nodes.
 */
export class ModelSearch {
  private readonly types: readonly string[];
  private lowerCase: readonly string[] | undefined;

  constructor(private readonly model: GraphModel) {
    this.types = model.structure.types.map(({ name }) => name);
  }

  find(query: Query): SearchResult {
    const strings = this.matching(query);
    if (strings === undefined) return { kind: 'invalid' };
    if (query.text === '') return found([], [], []);
    const { model } = this;
    const { operator, domain, name } = model.structure.nodes;
    const tensors = this.tensorPlaces(query, strings);
    const hasAttribute = this.attributes(query, strings);
    const hits: number[] = [];
    const places: number[] = [];
    for (let node = 0; node < model.nodeCount; node++) {
      let place = 0;
      if (strings[operator[node]!] === 1 || strings[domain[node]!] === 1) place |= foundIn.operator;
      if (strings[name[node]!] === 1) place |= foundIn.name;
      if (hasAttribute(node)) place |= foundIn.attribute;
      place |= this.tensorsOf(node, tensors);
      if (place === 0) continue;
      hits.push(node);
      places.push(place);
    }
    const entering = [...new Set(model.structure.graphs.input)].filter(
      (tensor) => tensors[tensor] !== 0 && !model.isStored(tensor),
    );
    return found(hits, places, entering);
  }

  /** 1 for each string of the model that matches; undefined where the query is a regular expression with a mistake in it. */
  private matching(query: Query): Uint8Array | undefined {
    const matches = matcher(query);
    if (matches === undefined) return undefined;
    const { strings } = this.model;
    this.lowerCase ??= strings.map((text) => text.toLowerCase());
    const result = new Uint8Array(strings.length);
    for (let index = 0; index < result.length; index++) {
      if (matches(strings[index]!, this.lowerCase[index]!)) result[index] = 1;
    }
    return result;
  }

  /** Where in each tensor something was found. */
  private tensorPlaces(query: Query, strings: Uint8Array): Uint8Array {
    const matches = matcher(query);
    const types = Uint8Array.from(this.types, (type) => Number(matches?.(type, type)));
    const { name, shape, type } = this.model.structure.tensors;
    const places = new Uint8Array(name.length);
    for (let tensor = 0; tensor < places.length; tensor++) {
      let place = strings[name[tensor]!] === 1 ? foundIn.tensor : 0;
      if (shape[tensor] !== noString && strings[shape[tensor]!] === 1) place |= foundIn.shape;
      if (type[tensor] !== noType && types[type[tensor]!] === 1) place |= foundIn.type;
      places[tensor] = place;
    }
    return places;
  }

  /** Where something was found in what a node writes, and in the stored tensors that it reads. */
  private tensorsOf(node: number, places: Uint8Array): number {
    const { input, inputStart, output, outputStart } = this.model.structure.nodes;
    let place = 0;
    for (let index = outputStart[node]!; index < outputStart[node + 1]!; index++) {
      if (output[index]! >= 0) place |= places[output[index]!]!;
    }
    for (let index = inputStart[node]!; index < inputStart[node + 1]!; index++) {
      const tensor = input[index]!;
      if (tensor >= 0 && places[tensor] !== 0 && this.model.isStored(tensor)) place |= places[tensor]!;
    }
    return place;
  }

  private attributes(query: Query, strings: Uint8Array): (node: number) => boolean {
    const { attributeStart, attributeName, attributeText } = this.model.structure.nodes;
    const parts = attributeQuery(query);
    const names = parts && this.matching(parts.name);
    const values = parts && this.matching(parts.value);
    return (node) => {
      for (let index = attributeStart[node]!; index < attributeStart[node + 1]!; index++) {
        const [name, text] = [attributeName[index]!, attributeText[index]!];
        if (strings[name] === 1 || strings[text] === 1) return true;
        if (names?.[name] === 1 && values?.[text] === 1) return true;
      }
      return false;
    };
  }
}

function found(nodes: readonly number[], where: readonly number[], inputs: readonly number[]): Found {
  return {
    kind: 'found',
    nodes: Uint32Array.from(nodes),
    where: Uint8Array.from(where),
    inputs: Uint32Array.from(inputs),
  };
}
