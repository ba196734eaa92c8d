import { type GroupTree, groupsBelow } from './groupTree.ts';
import { findRepeats, type Sequence } from './repeats.ts';

/** Fewer nodes are seen at a glance. */
const fewNodes = 40;
/** Letters of a block's name: it stands above the block, and blocks are narrow. */
const mostLetters = 20;

/** What is known of view nodes when blocks are looked for. */
export interface BlockNodes {
  readonly operator: (node: number) => string;
  /** What a node is known by when the model is drawn again. */
  readonly key: (node: number) => string;
  /** The same number for nodes that do the same: operator, attributes and shapes of weights. */
  readonly label: (node: number) => number;
  /** Whether a block is best seen to begin with it. */
  readonly isHead: (node: number) => boolean;
  /** View nodes that write what a node reads, in the order of its inputs. */
  readonly producers: (node: number) => readonly number[];
}

/** Makes groups of blocks that repeat, wherever many nodes are in one group and names tell nothing of how they belong together. */
export function groupBlocks(root: GroupTree, nodes: BlockNodes): void {
  for (const group of [root, ...groupsBelow(root)]) {
    if (group.nodes.length >= fewNodes && group.children.length === 0) groupBlocksOf(group, nodes);
  }
}

function groupBlocksOf(group: GroupTree, nodes: BlockNodes): void {
  const members = group.nodes;
  const gone = new Set<number>();
  for (const { start, period, count } of findRepeats(sequenceOf(members, nodes))) {
    const label = nameOf(members.slice(start, start + period), nodes);
    const series = group.add('series', label, `${group.key}/${nodes.key(members[start]!)}*`);
    for (let block = 0; block < count; block++) {
      const first = start + block * period;
      const made = series.add('block', `${label} ${block + 1}`, `${group.key}/${nodes.key(members[first]!)}`);
      made.nodes = members.slice(first, first + period);
      for (const node of made.nodes) gone.add(node);
    }
  }
  group.nodes = members.filter((node) => !gone.has(node));
}

function sequenceOf(members: readonly number[], nodes: BlockNodes): Sequence {
  const position = new Map(members.map((node, index) => [node, index]));
  const producers = members.map((node) => nodes.producers(node).flatMap((producer) => position.get(producer) ?? []));
  const producerStart = new Uint32Array(members.length + 1);
  producers.forEach((each, index) => (producerStart[index + 1] = producerStart[index]! + each.length));
  return {
    labels: Uint32Array.from(members, nodes.label),
    heads: Uint8Array.from(members, (node) => Number(nodes.isHead(node))),
    producerStart,
    producers: Uint32Array.from(producers.flat()),
  };
}

/** A block is called by the first operators in it, as many as there is room for. */
function nameOf(members: readonly number[], nodes: BlockNodes): string {
  const operators = [...new Set(members.map(nodes.operator))];
  let count = 1;
  while (count < operators.length && named(operators, count + 1).length <= mostLetters) count++;
  return count < operators.length ? `${named(operators, count)} …` : named(operators, count);
}

function named(operators: readonly string[], count: number): string {
  return operators.slice(0, count).join(' · ');
}
