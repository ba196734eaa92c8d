import type { Comparison, SideName } from '../comparison.ts';

/** Lines between items: what a line has of both models is there once. */
export interface UnionNets {
  readonly source: Uint32Array;
  readonly start: Uint32Array;
  readonly target: Uint32Array;
  /** 1 where neither model computes with it. */
  readonly minor: Uint8Array;
  /** For each entry of the nets' targets of a model the entry here. */
  readonly entryOf: Readonly<Record<SideName, Uint32Array>>;
}

interface Net {
  readonly source: number;
  readonly minor: boolean;
  readonly targets: Target[];
}

interface Target {
  readonly item: number;
  readonly entries: Readonly<Record<SideName, number[]>>;
}

export function unionNets(comparison: Comparison): UnionNets {
  const nets = new Map<string, Net>();
  gather(comparison, 'before', nets);
  gather(comparison, 'after', nets);
  const all = [...nets.values()].sort((a, b) => a.source - b.source || Number(a.minor) - Number(b.minor));
  const entryOf = {
    before: new Uint32Array(comparison.before.view.nets.target.length),
    after: new Uint32Array(comparison.after.view.nets.target.length),
  };
  const start = new Uint32Array(all.length + 1);
  const target: number[] = [];
  all.forEach(({ targets }, net) => {
    for (const { item, entries } of targets) {
      for (const side of ['before', 'after'] as const)
        for (const entry of entries[side]) entryOf[side][entry] = target.length;
      target.push(item);
    }
    start[net + 1] = target.length;
  });
  return {
    source: Uint32Array.from(all, ({ source }) => source),
    minor: Uint8Array.from(all, ({ minor }) => Number(minor)),
    ...{ start, entryOf, target: Uint32Array.from(target) },
  };
}

function gather(comparison: Comparison, side: SideName, all: Map<string, Net>): void {
  const { nets, nodes, model } = comparison[side].view;
  const itemOf = side === 'before' ? comparison.itemOfBefore : comparison.itemOfAfter;
  for (let net = 0; net < nets.count; net++) {
    const source = nets.source[net]!;
    const writer = nodes.node[source]!;
    const output = writer < 0 ? 0 : model.outputs(writer).indexOf(nets.tensor[net]!);
    const key = `${itemOf[source]!} ${output} ${nets.minor[net]!}`;
    let found = all.get(key);
    if (found === undefined)
      all.set(key, (found = { source: itemOf[source]!, minor: nets.minor[net] === 1, targets: [] }));
    const known = new Map(found.targets.map((target) => [target.item, target]));
    for (let entry = nets.start[net]!; entry < nets.start[net + 1]!; entry++) {
      const item = itemOf[nets.target[entry]!]!;
      let target = known.get(item);
      if (target === undefined) {
        known.set(item, (target = { item, entries: { before: [], after: [] } }));
        found.targets.push(target);
      }
      target.entries[side].push(entry);
    }
  }
}
