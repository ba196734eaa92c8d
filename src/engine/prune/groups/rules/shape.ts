import { message } from '../../../../protocol/messages/catalogue.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import type { Graph } from '../../../onnx/graph.ts';
import { nodeReason } from '../reasons.ts';
import type { ChannelRule, Cuts } from '../rule.ts';
import { repairSizes, traceOfCut } from '../sizes/repairSizes.ts';
import { readsShape, readsSizes } from '../sizes/sizeReaders.ts';
import type { SizeTrace } from '../sizes/sizeTrace.ts';
import { termValue } from '../sizes/sizeTrace.ts';
import { traceOfRelations } from '../sizes/traceOfRelations.ts';

/**
 * Gives the sizes of a tensor, which may shrink. Nodes that make tensors of these sizes adapt them themselves; for all others (the
 * root of the size of a head, by which scores are divided) they are made what they were.
 */
export const shape: ChannelRule = {
  operators: ['Shape', 'Size'],
  relate(node, relations) {
    const [input = ''] = node.input;
    relations.shape(input)?.forEach((_, axis) => relations.free({ tensor: input, axis }));
    for (const { tensor, reader } of readersOf(node, relations.graph, traceOfRelations(relations))) {
      if (reader !== undefined && !isCaptured(reader, tensor)) continue;
      const reason =
        reader === undefined
          ? message('pruneGroups.shape-size-output', { tensor })
          : nodeReason('pruneGroups.captured', relations, reader);
      const terms = traceOfRelations(relations).sizes(tensor)?.terms ?? [];
      for (const axis of terms.flatMap((term) => term?.axes ?? [])) relations.freeze(axis, reason);
    }
  },
  rewrite(node, cuts) {
    const [input = ''] = node.input;
    const isCut = cuts.before(input)?.some((_, axis) => cuts.kept({ tensor: input, axis }) !== undefined) ?? false;
    if (!isCut) return;
    const trace = traceOfCut(cuts);
    for (const { tensor, reader } of [...readersOf(node, cuts.graph, trace)])
      if (reader !== undefined) restore(reader, tensor, trace, cuts);
  },
};

/** Who reads sizes that come from a node, and under which name; without a reader they leave the model. */
interface SizesReader {
  readonly tensor: string;
  readonly reader: onnx.NodeProto | undefined;
}

function* readersOf(node: onnx.NodeProto, graph: Graph, trace: SizeTrace): Iterable<SizesReader> {
  const waiting = new Set([node.output[0] ?? '']);
  // The set grows while it is gone through.
  for (const tensor of waiting) {
    if (graph.isOutput(tensor)) yield { tensor, reader: undefined };
    for (const reader of graph.consumers(tensor)) {
      if (readsShape(reader)) continue;
      const [result = ''] = reader.output;
      const passesOn = !isCaptured(reader, tensor) && reader.opType !== 'ConstantOfShape';
      if (passesOn && trace.sizes(result) !== undefined) waiting.add(result);
      else yield { tensor, reader };
    }
  }
}

function isCaptured(reader: onnx.NodeProto, tensor: string): boolean {
  return !reader.input.includes(tensor);
}

function restore(reader: onnx.NodeProto, tensor: string, trace: SizeTrace, cuts: Cuts): void {
  const terms = trace.sizes(tensor)?.terms ?? [];
  const sizes = terms.map((term) => (term === undefined ? 0 : termValue(term, (each) => cuts.before(each))));
  for (const [input, name] of reader.input.entries()) {
    if (name === tensor && !readsSizes(reader, input))
      repairSizes(reader, input, { before: sizes, wanted: sizes }, cuts);
  }
}
