import { isFloat } from '../../onnx/elementType.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { classDims } from './classRows.ts';
import type { Outputs } from './metric.ts';

/** What is known of an output when it is decided whether its values are classes. */
export interface ClassEvidence {
  readonly name: string;
  /** Of one run. */
  readonly tensor: Pick<DenseTensor, 'type' | 'dims'>;
  /** Whether a Softmax writes it, see {@link softmaxOutputs}. */
  readonly softmax: boolean;
  /** Whether the data has labels. */
  readonly labelled: boolean;
}

/**
 * Whether the largest value along the last axis of an output is an answer, so that agreement and top-k mean something. It
 * is float and has at least two classes; and either a Softmax writes it, [N, C] or [N, T, C], or it is [N, C] (or [N, C, 1,
 * 1]) and there are labels, or it is [N, C] and its name speaks of classes. An unlabelled [N, C] without any of this may be
 * an embedding.
 */
export function isClassOutput({ name, tensor, softmax, labelled }: ClassEvidence): boolean {
  const dims = classDims(tensor.dims);
  if (!isFloat(tensor.type) || (dims.at(-1) ?? 0) < 2) return false;
  if (softmax) return dims.length <= 3;
  return dims.length === 2 && (labelled || /logit|prob|score|class|softmax/i.test(name));
}

/** The outputs of one run whose values are classes, see {@link isClassOutput}. */
export function classOutputs(outputs: Outputs, softmax: ReadonlySet<string>, labelled: boolean): readonly string[] {
  return [...outputs]
    .filter(([name, tensor]) => isClassOutput({ name, tensor, softmax: softmax.has(name), labelled }))
    .map(([name]) => name);
}

const classifying: ReadonlySet<string> = new Set(['Softmax', 'LogSoftmax']);
const passing: ReadonlySet<string> = new Set(['Reshape', 'Squeeze', 'Unsqueeze', 'Flatten', 'Identity', 'Cast']);

/** Names of the model's outputs that a Softmax or LogSoftmax writes, directly or through operators that keep the values. */
export function softmaxOutputs(model: Model): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { name } of model.graph.proto.output) {
    let node: onnx.NodeProto | undefined = model.graph.producer(name);
    while (node !== undefined && passing.has(node.opType)) node = model.graph.producer(node.input[0] ?? '');
    if (node !== undefined && classifying.has(node.opType)) found.add(name);
  }
  return found;
}
