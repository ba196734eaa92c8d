import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import { formatBytes } from '../quantity.ts';
import { userError } from '../userError.ts';
import { mistakeAt } from './jsonMistake.ts';
import { textPlace, tooDeepAt } from './jsonPlace.ts';
import { type FigureMeaning, type GraphNodeData, mostNodeData, type NodeData, type NodeValue } from './nodeData.ts';

/** Far more than node data has, far less than what is dangerous. */
const deepest = 64;

/** Longer names are cut off where they are told. */
const longestName = 80;

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Node data from the text of a file.
 * @param file its name, for errors
 * @throws UserError that says what is wrong, and where
 */
export function readNodeData(text: string, file: string): NodeData {
  const graphs = graphsIn(parsed(text, file), file);
  if (graphs.every(({ results }) => results.size === 0)) throw userError('model.node-data-empty', { file });
  return { graphs };
}

function parsed(text: string, file: string): unknown {
  if (text.length > mostNodeData) throw userError('model.node-data-huge', { file, limit: formatBytes(mostNodeData) });
  const deep = tooDeepAt(text, deepest);
  if (deep !== undefined) throw userError('model.node-data-deep', { file, ...textPlace(text, deep) });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw userError('model.node-data-not-json', { file, ...textPlace(text, mistakeAt(text)) }, { cause });
  }
}

function graphsIn(root: unknown, file: string): readonly GraphNodeData[] {
  if (!isObject(root)) throw userError('model.node-data-foreign', { file, place: message('model.node-data-root', {}) });
  if (isOneGraph(root)) return [graphOf(root, undefined, file)];
  return Object.entries(root).map(([graphId, graph]) => {
    if (!isObject(graph) || !isObject(own(graph, 'results')))
      throw userError('model.node-data-foreign', { file, place: shortened(graphId) });
    return graphOf(graph, graphId, file);
  });
}

/** Whether this is what one graph has. A graph may be called `results`, and so may a node. */
function isOneGraph(root: JsonObject): boolean {
  const results = own(root, 'results');
  if (!isObject(results)) return false;
  const inner = own(results, 'results');
  return !isObject(inner) || Object.hasOwn(inner, 'value');
}

function graphOf(graph: JsonObject, graphId: string | undefined, file: string): GraphNodeData {
  const around = graphId === undefined ? '' : `${shortened(graphId)}.`;
  const name = own(graph, 'name') ?? undefined;
  if (name !== undefined && typeof name !== 'string') throw wrong(file, `${around}name`, 'model.node-data-text');
  const results = new Map<string, NodeValue>();
  for (const [key, result] of Object.entries(own(graph, 'results') as JsonObject)) {
    const place = `${around}results["${shortened(key)}"]`;
    if (!isObject(result)) throw wrong(file, place, 'model.node-data-object');
    const value = valueOf(own(result, 'value'), `${place}.value`, file);
    if (value !== undefined) results.set(key, value);
  }
  const meaning = meaningOf(own(graph, 'whittle'));
  return {
    results,
    ...(graphId === undefined ? {} : { graphId }),
    ...(name === undefined ? {} : { name }),
    ...(meaning === undefined ? {} : { meaning }),
  };
}

function valueOf(value: unknown, place: string, file: string): NodeValue | undefined {
  switch (typeof value) {
    case 'number':
    case 'string':
      return value;
    case 'boolean':
      return String(value);
    default:
      if (value === null) return undefined;
      throw wrong(file, place, 'model.node-data-number');
  }
}

/** What is not as Whittle writes it is passed over: values can be shown without. */
function meaningOf(stored: unknown): FigureMeaning | undefined {
  if (!isObject(stored)) return undefined;
  const [unit, scale, strong, combine] = ['unit', 'scale', 'strong', 'combine'].map((key) => own(stored, key));
  if (typeof unit !== 'string') return undefined;
  if (scale !== 'linear' && scale !== 'logarithmic') return undefined;
  if (strong !== 'high' && strong !== 'low') return undefined;
  if (combine !== 'sum' && combine !== 'mean' && combine !== 'strongest') return undefined;
  return { unit, scale, strong, combine };
}

type Expected = 'model.node-data-object' | 'model.node-data-text' | 'model.node-data-number';

function wrong(file: string, place: string, expected: Expected): Error {
  const named: Message = message(expected, {});
  return userError('model.node-data-value', { file, place, expected: named });
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the file has there, never what all objects have. */
function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function shortened(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, longestName)}…`;
}
