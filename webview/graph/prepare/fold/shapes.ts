import { itemsOf } from '../lists.ts';
import type { GraphModel } from '../graphModel.ts';
import { isConstant, isOnlyRead } from './constants.ts';
import { role } from './roles.ts';

/** Operators that make a shape, or a number of one, from others. */
const shapeOperators: ReadonlySet<string> = new Set(
  `Gather Slice Unsqueeze Squeeze Concat Split Reshape Flatten Identity Cast CastLike Add Sub Mul Div Mod Pow Sqrt Reciprocal Neg
   Abs Sign Floor Ceil Round Min Max Clip Equal Less LessOrEqual Greater GreaterOrEqual Where Not And Or ReduceProd ReduceSum
   ReduceMax ReduceMin ScatterElements ScatterND Pad Tile`.split(/\s+/),
);

/** A constant of more elements is data, such as a table of embeddings, and what is made with it too. */
const longestShape = 64;
/** More tensors are not named as sources of one computation. */
const mostSources = 16;

/**
 * Marks nodes that compute with shapes alone and are read by other nodes of the same graph. Returns, for each of them, the
 * tensors whose shapes it is computed from.
 */
export function foldShapes(
  model: GraphModel,
  order: Uint32Array,
  roles: Uint8Array,
): ReadonlyMap<number, readonly number[]> {
  /** 1 for nodes that write shapes, drawn or not. */
  const writesShape = new Uint8Array(model.nodeCount);
  const isShape = (tensor: number): boolean => {
    const producer = tensor < 0 ? -1 : model.producer[tensor]!;
    return producer >= 0 && writesShape[producer] === 1;
  };
  const sources = new Map<number, readonly number[]>();
  for (const node of order) {
    if (roles[node] !== role.drawn || model.domain(node) !== '') continue;
    if (!computesShape(model, node, roles, isShape)) continue;
    writesShape[node] = 1;
    if (!isOnlyRead(model, node) || !isReadInItsGraph(model, node)) continue;
    roles[node] = role.shape;
    sources.set(node, sourcesOf(model, node, roles, sources));
  }
  return sources;
}

function computesShape(
  model: GraphModel,
  node: number,
  roles: Uint8Array,
  isShape: (tensor: number) => boolean,
): boolean {
  const operator = model.operator(node);
  const inputs = model.inputs(node).filter((tensor) => tensor >= 0);
  if (operator === 'Shape' || operator === 'Size') return true;
  if (operator === 'ConstantOfShape') return inputs.some((tensor) => isRank(model, tensor, isShape));
  return (
    shapeOperators.has(operator) &&
    inputs.some(isShape) &&
    inputs.every((tensor) => isShape(tensor) || isSmallConstant(model, tensor, roles))
  );
}

/** Whether a tensor is the shape of a shape: what is filled to that size is a shape as well. */
function isRank(model: GraphModel, tensor: number, isShape: (tensor: number) => boolean): boolean {
  const producer = model.producer[tensor]!;
  return producer >= 0 && model.operator(producer) === 'Shape' && isShape(model.inputs(producer)[0] ?? -1);
}

function isSmallConstant(model: GraphModel, tensor: number, roles: Uint8Array): boolean {
  const elements = model.structure.tensors.elements[tensor]!;
  // The shapes of expressions are seldom declared.
  return isConstant(model, tensor, roles) && (Number.isNaN(elements) || elements <= longestShape);
}

function isReadInItsGraph(model: GraphModel, node: number): boolean {
  const graph = model.graphOfNode[node];
  return model
    .outputs(node)
    .every(
      (tensor) => tensor < 0 || itemsOf(model.consumers, tensor).every((reader) => model.graphOfNode[reader] === graph),
    );
}

function sourcesOf(
  model: GraphModel,
  node: number,
  roles: Uint8Array,
  known: ReadonlyMap<number, readonly number[]>,
): readonly number[] {
  const found = new Set<number>();
  for (const tensor of model.inputs(node)) {
    if (tensor < 0 || isConstant(model, tensor, roles)) continue;
    for (const source of known.get(model.producer[tensor]!) ?? [tensor]) found.add(source);
  }
  return [...found].slice(0, mostSources);
}
