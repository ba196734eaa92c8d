import type { ScopeGraph, ScopeLayout } from '../layered/scopeGraph.ts';

/**
 * What was laid out, by what it is: identical blocks of a network are laid out once, and after a change only the scopes that
 * it touches.
 */
export class BlockCache {
  /** Whole scopes, with the boxes around them. */
  readonly scopes = new LayoutTable();
  /** Connected parts of scopes. */
  readonly parts = new LayoutTable();

  /** Begins a layout: what is not used until its end is forgotten then. */
  begin(): void {
    this.scopes.begin();
    this.parts.begin();
  }

  end(): void {
    this.scopes.end();
    this.parts.end();
  }
}

/** Layouts by the graphs that they are of. */
export class LayoutTable {
  private known = new Map<number, Block[]>();
  private used = new Map<number, Block[]>();

  /** How many different graphs the last layout had. */
  get size(): number {
    return [...this.known.values()].reduce((sum, blocks) => sum + blocks.length, 0);
  }

  begin(): void {
    this.used = new Map();
  }

  end(): void {
    this.known = this.used;
  }

  /** The layout of a graph that is the same in every number; `make` is asked for it where there is none. */
  *layout(scope: ScopeGraph, make: () => Generator<void, ScopeLayout>): Generator<void, ScopeLayout> {
    const hash = hashOf(scope);
    const find = (blocks: Map<number, Block[]>): Block | undefined =>
      blocks.get(hash)?.find((block) => equal(block.scope, scope));
    const used = find(this.used);
    if (used !== undefined) return used.layout;
    const block = find(this.known) ?? { scope, layout: yield* make() };
    insert(this.used, hash, block);
    return block.layout;
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
  'netRole',
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
      return one.length === other.length && sameNumbers(one, other);
    })
  );
}

function sameNumbers(one: ScopeGraph[(typeof columns)[number]], other: typeof one): boolean {
  for (let index = 0; index < one.length; index++) if (!Object.is(one[index], other[index])) return false;
  return true;
}
