import { message } from '../../../protocol/messages/catalogue.ts';
import { intAttribute } from '../../onnx/attributes.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import { someNames } from '../pairs.ts';
import type { FoundHazard, HintFacts, HintRule } from '../rule.ts';

/** Channels that the layout of fast convolutions needs to be divisible by. */
const alignment = 4;
/** So much more arithmetic than asked for is worth a word. */
const leastWaste = 0.2;

/**
 * Convolutions on real numbers whose numbers of channels fall off the runtime's fast path on x64: it lays channels out in blocks of as many
 * as a vector holds (8 with AVX2, 16 with AVX-512), fills up the last block with zeros, and takes no convolution whose channels 4
 * does not divide.
 */
export const channelCounts: HintRule = {
  name: 'channel-counts',
  find(facts) {
    const { architecture, avx512, avx2 } = facts.machine;
    const block = architecture !== 'x64' ? undefined : avx512 === true ? 16 : avx2 === true ? 8 : undefined;
    if (block === undefined) return [];
    const slow: onnx.NodeProto[] = [];
    const padded = new Map<onnx.NodeProto, number>();
    for (const node of facts.model.graph.nodes) {
      const counts = node.opType === 'Conv' && isFloat(facts, node) ? channelsOf(facts, node) : undefined;
      if (counts === undefined) continue;
      if (counts.some((count) => count % alignment !== 0)) slow.push(node);
      else {
        const used = counts.reduce((product, count) => product * (count / (Math.ceil(count / block) * block)), 1);
        if (1 - used >= leastWaste) padded.set(node, 1 - used);
      }
    }
    return [...unaligned(facts, slow, block), ...filledUp(facts, padded, block)];
  },
};

function isFloat(facts: HintFacts, node: onnx.NodeProto): boolean {
  const runs = facts.runs(node);
  if (runs !== undefined) return runs === 'float';
  return facts.model.graph.producer(node.input[0] ?? '')?.opType !== 'DequantizeLinear';
}

/**
 * The channels that count: those of the output, and those of the input where there are enough to be laid out in blocks. Grouped
 * convolutions that are not depthwise have those of one group. Only images are laid out so.
 */
function channelsOf({ model }: HintFacts, node: onnx.NodeProto): readonly number[] | undefined {
  const weight = model.constantHeader(model.graph, node.input[1] ?? '');
  const [output, perGroup] = weight?.dims ?? [];
  if (weight?.type !== 'float32' || weight.dims.length !== 4 || output === undefined || perGroup === undefined)
    return undefined;
  const group = intAttribute(node, 'group') ?? 1;
  if (group > 1) return perGroup === 1 ? [output] : [output / group, perGroup];
  // The first convolution of a network takes its few channels as they are.
  return perGroup <= alignment ? [output] : [output, perGroup];
}

function unaligned(facts: HintFacts, nodes: readonly onnx.NodeProto[], block: number): readonly FoundHazard[] {
  if (nodes.length === 0) return [];
  const sorted = facts.byCost(nodes);
  const milliseconds = facts.milliseconds(nodes);
  return [
    {
      nodes: sorted,
      hazard: message('hints.channels-unaligned', { ...someNames(sorted), alignment }),
      remedy: message('hints.channels-remedy', { block }),
      ...(milliseconds !== undefined && { milliseconds }),
    },
  ];
}

function filledUp(facts: HintFacts, waste: ReadonlyMap<onnx.NodeProto, number>, block: number): readonly FoundHazard[] {
  if (waste.size === 0) return [];
  const costs = new Map([...waste].map(([node, share]) => [node, share * (facts.of(node)?.milliseconds ?? 0)]));
  const nodes = [...waste.keys()].toSorted((a, b) => (costs.get(b) ?? 0) - (costs.get(a) ?? 0));
  const milliseconds = [...costs.values()].reduce((sum, each) => sum + each, 0);
  return [
    {
      nodes,
      severity: 'information',
      hazard: message('hints.channels-padded', { ...someNames(nodes), block }),
      remedy: message('hints.channels-remedy', { block }),
      ...(facts.profile !== undefined && { milliseconds }),
    },
  ];
}
