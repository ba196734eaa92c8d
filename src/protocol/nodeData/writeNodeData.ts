import type { GraphNodeData, NodeValue } from './nodeData.ts';

/** A colour at a place between the least value, 0, and the greatest, 1, such as `#1e88e5`. */
export interface GradientStop {
  readonly stop: number;
  readonly bgColor: string;
}

/**
 * A file of node data, one value a line. What is read of it again is the same to the last bit; NaN has no place in JSON and is left
 * out, infinities are written as numbers that are too large for any reader.
 * @param gradient what other programs are to colour nodes by
 */
export function writeNodeData(graph: GraphNodeData, gradient: readonly GradientStop[] = []): string {
  const results = [...graph.results].flatMap(([key, value]) => {
    const text = valueText(value);
    return text === undefined ? [] : [`      ${JSON.stringify(key)}: { "value": ${text} }`];
  });
  const parts = [
    ...(graph.name === undefined ? [] : [`    "name": ${JSON.stringify(graph.name)}`]),
    ...(graph.meaning === undefined ? [] : [`    "whittle": ${JSON.stringify(graph.meaning)}`]),
    ...(gradient.length === 0 ? [] : [`    "gradient": ${JSON.stringify(gradient)}`]),
    `    "results": {\n${results.join(',\n')}\n    }`,
  ];
  return `{\n  ${JSON.stringify(graph.graphId ?? '')}: {\n${parts.join(',\n')}\n  }\n}\n`;
}

function valueText(value: NodeValue): string | undefined {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Number.isNaN(value)) return undefined;
  if (!Number.isFinite(value)) return value > 0 ? '1e999' : '-1e999';
  return Object.is(value, -0) ? '-0' : JSON.stringify(value);
}
