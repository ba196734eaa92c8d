import type { GroupKind } from '../view/viewGraph.ts';

/** A group that is being made, with what is in it. */
export class GroupTree {
  kind: GroupKind | 'root';
  label: string;
  key: string;
  parent: GroupTree | undefined;
  /** View nodes that are in it and in no group inside of it, in ascending order. */
  nodes: number[] = [];
  children: GroupTree[] = [];
  /** The node of the model whose bodies are open in it, and the graph that it is the body of. */
  node = -1;
  body = -1;
  private readonly modules = new Map<string, GroupTree>();

  constructor(kind: GroupKind | 'root', label: string, key: string, parent?: GroupTree) {
    this.kind = kind;
    this.label = label;
    this.key = key;
    this.parent = parent;
  }

  /** Whether it is only there because of names or repetitions, and may be left out. */
  get isOptional(): boolean {
    return this.kind === 'scope' || this.kind === 'series' || this.kind === 'block';
  }

  /** The group of a module inside this one, made where there is none yet. */
  at(path: readonly string[]): GroupTree {
    return path.reduce<GroupTree>((group, label) => group.module(label), this);
  }

  /** A new group inside this one. */
  add(kind: GroupKind, label: string, key: string): GroupTree {
    const child = new GroupTree(kind, label, key, this);
    this.children.push(child);
    return child;
  }

  private module(label: string): GroupTree {
    const known = this.modules.get(label);
    if (known !== undefined) return known;
    const child = this.add('scope', label, `${this.key}/${label}`);
    this.modules.set(label, child);
    return child;
  }
}

/** All groups below one, those inside others after them. */
export function* groupsBelow(root: GroupTree): Iterable<GroupTree> {
  const stack = root.children.toReversed();
  for (let group = stack.pop(); group !== undefined; group = stack.pop()) {
    yield group;
    stack.push(...group.children.toReversed());
  }
}
