import type { Collapsed } from '../collapse.ts';
import { type Lists, lists } from '../lists.ts';
import type { ViewGraph } from '../view/viewGraph.ts';

/**
 * What is seen when groups are collapsed, and how it is connected. Items are view nodes by their numbers, and collapsed groups by
 * theirs after those of all view nodes.
 */
export interface Items {
  readonly count: number;
  /** The item that shows each view node: itself, or the outermost collapsed group around it. */
  readonly ofNode: Uint32Array;
  /** Items that read what each item writes, in the order of its nets; each once, and none of itself. */
  readonly consumers: Lists;
  /** Items that write what each item reads. */
  readonly producers: Lists;
}

export function itemsSeen({ nodes, groups, nets }: ViewGraph, collapsed: Collapsed): Items {
  const hidden = hiddenIn(groups.parent, collapsed);
  const ofNode = Uint32Array.from(nodes.group, (group, node) => {
    const shown = group < 0 ? -1 : hidden[group]!;
    return shown < 0 ? node : nodes.count + shown;
  });
  const count = nodes.count + groups.count;
  const each = (add: (source: number, target: number) => void): void => {
    for (let net = 0; net < nets.count; net++) {
      const source = ofNode[nets.source[net]!]!;
      for (let index = nets.start[net]!; index < nets.start[net + 1]!; index++) {
        const target = ofNode[nets.target[index]!]!;
        if (target !== source) add(source, target);
      }
    }
  };
  const consumers = distinct(lists(count, (add) => each(add)));
  const producers = distinct(lists(count, (add) => each((source, target) => add(target, source))));
  return { count, ofNode, consumers, producers };
}

/** For each group the outermost collapsed one that it is, or is in; -1 where it is seen. Outer groups have lower numbers. */
export function hiddenIn(parent: Int32Array, collapsed: Collapsed): Int32Array {
  const hidden = new Int32Array(parent.length).fill(-1);
  parent.forEach((around, group) => {
    const outer = around < 0 ? -1 : hidden[around]!;
    hidden[group] = outer >= 0 ? outer : collapsed[group] === 1 ? group : -1;
  });
  return hidden;
}

/** The same lists with every item once. */
function distinct({ start, items }: Lists): Lists {
  const count = start.length - 1;
  const lastIn = new Int32Array(count).fill(-1);
  const kept = new Uint32Array(items.length);
  const newStart = new Uint32Array(count + 1);
  let length = 0;
  for (let list = 0; list < count; list++) {
    for (let index = start[list]!; index < start[list + 1]!; index++) {
      const item = items[index]!;
      if (lastIn[item] === list) continue;
      lastIn[item] = list;
      kept[length++] = item;
    }
    newStart[list + 1] = length;
  }
  return { start: newStart, items: kept.slice(0, length) };
}
