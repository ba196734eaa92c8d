import { byteLength } from '../onnx/elementType.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Model } from '../onnx/model.ts';
import { type DenseTensor, elementCount } from '../onnx/tensor.ts';
import { keepOnly, probedModel, untyped } from '../runtime/probedModel.ts';
import { withSession } from '../runtime/session.ts';

/** Results up to this many bytes may take more room than what they are computed from. */
const smallBytes = 64 * 1024;

/** Operators that give no tensors, other ones in each run, or the same numbers in another representation. */
const notFolded =
  /^(Random|Bernoulli|Multinomial|Sequence|SplitToSequence|ConcatFromSequence|Optional|String|Regex|(Dynamic|De)?[Qq]uantizeLinear)/;

/**
 * Computes in place, once and by the runtime itself, what the main graph computes of constants alone, so that a weight
 * which nodes make of others is a weight. Results that would make the file larger stay computed.
 * @returns the number of nodes that are gone
 * @throws UserError when the runtime cannot run them
 */
export async function foldConstants(model: Model): Promise<number> {
  const { graph } = model;
  const constant = constantNodes(model);
  const nodes = [...constant.keys()];
  const isRead = (tensor: string): boolean => graph.consumers(tensor).size > 0;
  const isWanted = (tensor: string): boolean => [...graph.consumers(tensor)].some((reader) => !constant.has(reader));
  const wanted = nodes.flatMap(({ output }) => output.filter((tensor) => tensor !== '' && isWanted(tensor)));
  if (wanted.length === 0) return 0;
  const values = await compute(model, wanted);
  let count = 0;
  for (const node of nodes.toReversed()) {
    const outputs = node.output.filter((tensor) => tensor !== '');
    const stays = outputs.some((tensor) => graph.isOutput(tensor) || (isRead(tensor) && !values.has(tensor)));
    const results = outputs.flatMap((tensor) => values.get(tensor) ?? []);
    if (stays || results.some((result) => bytes(result) > Math.max(smallBytes, constant.get(node) ?? 0))) continue;
    graph.remove(node);
    count++;
    for (const tensor of outputs) {
      graph.removeValueInfo(tensor);
      const value = values.get(tensor);
      if (value !== undefined && isRead(tensor)) {
        graph.addInitializer(model.tensor(tensor, value.type, value.dims, value.data));
      }
    }
  }
  return count;
}

/** The nodes that compute of constants alone, in the order they run, each with the bytes of the constants it needs. */
function constantNodes(model: Model): ReadonlyMap<onnx.NodeProto, number> {
  const { graph } = model;
  const found = new Map<onnx.NodeProto, number>();
  for (const node of graph.inOrder()) {
    const isStandard = node.domain === '' || node.domain === 'ai.onnx';
    const inputs = node.input.filter((tensor) => tensor !== '');
    if (!isStandard || inputs.length === 0 || notFolded.test(node.opType) || graph.subgraphs(node).length > 0) continue;
    const sizes = inputs.map((tensor) => {
      const header = model.constantHeader(graph, tensor);
      return header === undefined ? found.get(graph.producer(tensor) ?? node) : bytes(header);
    });
    if (sizes.every((size) => size !== undefined))
      found.set(
        node,
        sizes.reduce((sum, size) => sum + size, 0),
      );
  }
  return found;
}

async function compute(model: Model, tensors: readonly string[]): Promise<ReadonlyMap<string, DenseTensor>> {
  const cone = probedModel(model, (copy) => {
    keepOnly(copy, model.graph, tensors);
    copy.input = [];
    copy.output = tensors.map(untyped);
  });
  return withSession(cone, { threads: 1, optimization: 'disabled' }, (session) => session.run(new Map()));
}

function bytes({ type, dims }: Pick<DenseTensor, 'type' | 'dims'>): number {
  return byteLength(type, elementCount(dims));
}
