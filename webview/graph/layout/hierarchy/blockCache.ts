import type { ScopeGraph, ScopeLayout } from '../layered/scopeGraph.ts';

/**
 * Scopes that were laid out, by what they are: identical blocks of a network are laid out once, and after a change only the
 * scopes that it touches.
 */
export class BlockCache {
  private known = new Map<number, Block[]>();
  private used = new Map<number, Block[]>();

  /** Begins a layout: what the one before did not use is forgotten in its end. */
  begin(): void {
    this.used = new Map();
  }

  end(): void {
    this.known = this.used;
  }

  /** The layout of a scope that is the same in every number. */
  find(scope: ScopeGraph): ScopeLayout | undefined {
    const hash = hashOf(scope);
    const find = (blocks: Map<number, Block[]>): Block | undefined =>
      blocks.get(hash)?.find((block) => equal(block.scope, scope));
    const used = find(this.used);
    if (used !== undefined) return used.layout;
    const block = find(this.known);
    if (block !== undefined) insert(this.used, hash, block);
    return block?.layout;
  }

  add(scope: ScopeGraph, layout: ScopeLayout): void {
    insert(this.used, hashOf(scope), { scope, layout });
  }
}

interface Block {
  readonly scope: ScopeGraph;
  readonly layout: ScopeLayout;
}

function insert(blocks: Map<number, Block[]>, hash: number, block: Block): void {
  const list = blocks.get(hash);
  if (list === undefined) blocks.set(hash, [block]);
  else list.push(block);
}

const columns = [
  'width',
  'height',
  'nodeCount',
  'netSource',
  'netStart',
  'target',
  'sourcePort',
  'targetPort',
  'netMinor',
] as const;

/** FNV-1a over all columns, a word at a time. */
function hashOf(scope: ScopeGraph): number {
  let hash = 0x811c9dc5;
  for (const column of columns) {
    const values = scope[column];
    const { buffer, byteOffset, byteLength } = values;
    const words = values instanceof Uint8Array ? values : new Int32Array(buffer, byteOffset, byteLength / 4);
    for (const word of words) hash = Math.imul(hash ^ word, 0x01000193);
  }
  return hash ^ Number(scope.boxed);
}

function equal(a: ScopeGraph, b: ScopeGraph): boolean {
  return (
    a.boxed === b.boxed &&
    columns.every((column) => {
      const [one, other] = [a[column], b[column]];
      return one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
    })
  );
}
