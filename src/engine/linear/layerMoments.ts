import type { Message } from '../../protocol/messages/message.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Model } from '../onnx/model.ts';
import type { NodeId } from '../onnx/nodeId.ts';

/** Second moments of the rows of inputs that a layer sees, sums over rows (not means). All in float64. */
export interface LayerMoments {
  readonly groups: number;
  /** Inputs of one group: columns of its matrix, see `LayerMatrix`. */
  readonly inputs: number;
  /** Number of rows that were summed over, the same for each group. */
  readonly rows: number;
  /** Σ x, `[groups, inputs]`. */
  readonly sums: Float64Array;
  /** Σ x², `[groups, inputs]`: the diagonals of the Gram matrices. */
  readonly squares: Float64Array;
  /** Σ x xᵀ, one `[inputs, inputs]` for each group; empty with `diagonalOnly`. */
  readonly grams: readonly Float64Array[];
  /** With the outputs of the same layer in another model, where one was given. */
  readonly cross: CrossMoments | undefined;
}

/** Moments between the inputs of a layer and the outputs that the same layer has in another model for the same samples. */
export interface CrossMoments {
  /** Outputs of one group. */
  readonly outputs: number;
  /** Σ x yᵀ, one `[inputs, outputs]` for each group. */
  readonly products: readonly Float64Array[];
  /** Σ y, `[groups, outputs]`. */
  readonly sums: Float64Array;
  /** Σ y², `[groups, outputs]`. */
  readonly squares: Float64Array;
}

export interface MomentsOptions {
  readonly threads?: number | undefined;
  /** Stops before the next run, by throwing its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the share that is done, 0 to 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
  /** Only sums and squares: cheap, and for layers of any width. */
  readonly diagonalOnly?: boolean | undefined;
  /** Another model with the same layers (by their ids) and inputs: gives the cross moments with the outputs of its layers. */
  readonly reference?: Model | undefined;
  /** Rows to sum over for each layer, at least; rows beyond are thinned evenly. 16 for each input and 4,096 more unless given. */
  readonly rows?: number | undefined;
  /** Bytes that the Gram matrices of one layer may take; 512 MB unless given. */
  readonly budget?: number | undefined;
  /** Told of each layer that is left out, and why. */
  readonly onLeftOut?: ((node: NodeId, reason: Message) => void) | undefined;
}

/**
 * Moments of the inputs of layers over a dataset. Rows of inputs are gathered and thinned inside the runtime; they are summed in float64.
 * Layers that have none (no layer with a matrix, too wide for the budget) are not in the result.
 * @throws UserError where data or model fail
 */
export declare function layerMoments(
  model: Model,
  nodes: readonly NodeId[],
  dataset: Dataset,
  options?: MomentsOptions,
): Promise<ReadonlyMap<NodeId, LayerMoments>>;
