import type { LayerError } from '../../../protocol/result/sensitivity.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { weightError } from '../scheme/weightError.ts';

/**
 * How far the weights of each layer that has integer ones are from those in float: of the weights alone, whatever they are
 * multiplied by. One layer at a time is read.
 */
export function* weightErrors(scheme: Scheme): Generator<readonly [NodeId, LayerError]> {
  for (const layer of scheme.layers) {
    const weights = scheme.weightsOf(layer);
    if (weights.length > 0) yield [layer.node, weightError(weights)];
  }
}
