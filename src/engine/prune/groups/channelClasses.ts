import type { ChannelRelations } from './relations.ts';

/** A block of dimensions: they are related one to one. */
export interface Block {
  /** Numbers of its dimensions, rising; the first is the first that was spoken of. */
  readonly dimensions: readonly number[];
  readonly size: number;
}

/** Which positions can go together, and where each class of them has positions. */
export interface ChannelClasses {
  /** Those in which positions may go. */
  readonly blocks: readonly Block[];
  /** The block of a dimension, if it is among them. */
  readonly blockOf: (dimension: number) => Block | undefined;
  /** Whether nothing stands against a class, and no dimension would be empty without it. */
  readonly canGo: (positionClass: number) => boolean;
  /** The same for classes that have positions in the same blocks. */
  readonly signature: (positionClass: number) => number;
}

/** Looks through all positions that were spoken of one by one, and those of weights that produce channels. */
export function channelClasses(relations: ChannelRelations): ChannelClasses {
  const { positions } = relations;
  const members = dimensionsByBlock(relations);
  const blocks: Block[] = [];
  const byNumber = new Map<number, Block>();
  for (const [number, dimensions] of members) {
    const size = positions.size(number);
    if (size === 0 || positions.wholeReason(number) > 0) continue;
    const produces = dimensions.some((each) => relations.roles.get(each) === 'produces');
    if (!produces && !positions.isPlaced(number)) continue;
    // Gives positions on their own their places, before they are counted.
    positions.classAt(number, 0);
    const block = { dimensions, size };
    blocks.push(block);
    byNumber.set(number, block);
  }
  const { signatures, fills } = classify(relations, blocks);
  return {
    blocks,
    blockOf: (dimension) => byNumber.get(positions.block(dimension)),
    canGo: (positionClass) => positions.reasonOf(positionClass) === 0 && fills[positionClass] === 0,
    signature: (positionClass) => signatures[positionClass]!,
  };
}

function dimensionsByBlock({ positions, dimensions }: ChannelRelations): ReadonlyMap<number, readonly number[]> {
  const members = new Map<number, number[]>();
  for (let number = 0; number < dimensions.length; number++) {
    const block = positions.block(number);
    const known = members.get(block);
    if (known === undefined) members.set(block, [number]);
    else known.push(number);
  }
  return members;
}

/** By class: a number for the set of blocks it has positions in, and whether it fills one of them alone. */
function classify({ positions }: ChannelRelations, blocks: readonly Block[]) {
  const signatures = new Int32Array(positions.count);
  const fills = new Uint8Array(positions.count);
  const seenIn = new Int32Array(positions.count).fill(-1);
  // A set is known by the number of the set without its last block, and that block.
  const sets = new Map<number, number>();
  for (const [number, { dimensions, size }] of blocks.entries()) {
    const [first = 0] = dimensions;
    let classes = 0;
    for (let index = 0; index < size; index++) {
      const found = positions.classAt(first, index);
      if (seenIn[found] === number) continue;
      seenIn[found] = number;
      classes++;
      const key = signatures[found]! * blocks.length + number;
      let set = sets.get(key);
      if (set === undefined) sets.set(key, (set = sets.size + 1));
      signatures[found] = set;
    }
    if (classes === 1) fills[positions.classAt(first, 0)] = 1;
  }
  return { signatures, fills };
}
