import type { ReductionOf } from '../../../../protocol/result/reduction.ts';
import { encodeModel } from '../../../onnx/encode.ts';
import { byteLength } from '../../../onnx/elementType.ts';
import type { Model } from '../../../onnx/model.ts';
import { elementCount } from '../../../onnx/tensor.ts';
import { countMacs } from '../../../profile/nodeMacs.ts';
import { countParameters } from '../../../profile/storedWeights.ts';
import type { TensorTypes } from '../../../runtime/tensorTypes.ts';

/** How large a model is. */
export interface Figures {
  readonly parameters: number;
  /** Of one run; without the nodes whose shapes are not known. */
  readonly macs: number;
  /** Of the file, in one piece. */
  readonly bytes: number;
}

/** A figure before and after. */
export type FigureChanges = Required<Pick<ReductionOf<'channels'>, 'parameters' | 'macs' | 'bytes'>>;

/** Weights are not read. @param types shapes in the run whose MACs are counted */
export function figuresOf(model: Model, types: TensorTypes): Figures {
  return { parameters: countParameters(model), macs: countMacs(model, types).total, bytes: fileBytes(model) };
}

/** What a model will be like when its tensors have the shapes of `after`. */
export function expectedFigures(model: Model, types: TensorTypes, after: TensorTypes): Figures {
  let bytes = fileBytes(model);
  for (const [tensor, { type, dims }] of types) {
    const stored = model.stored(model.graph, tensor);
    const left = after.get(tensor)?.dims ?? dims;
    if (stored !== undefined && left !== dims) {
      bytes -= byteLength(type, elementCount(dims)) - byteLength(type, elementCount(left));
    }
  }
  return {
    parameters: countParameters(model, (tensor) => after.get(tensor)?.dims),
    macs: countMacs(model, after).total,
    bytes,
  };
}

export function changes(before: Figures, after: Figures): FigureChanges {
  return {
    parameters: { before: before.parameters, after: after.parameters },
    macs: { before: before.macs, after: after.macs },
    bytes: { before: before.bytes, after: after.bytes },
  };
}

function fileBytes(model: Model): number {
  return encodeModel(model, () => ({ kind: 'inline' })).size;
}
