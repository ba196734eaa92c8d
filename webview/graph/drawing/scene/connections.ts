import { boxCount, pathCount, type Scene } from './scene.ts';

/** Boxes and the lines between them, to be shown above all others. */
export interface Emphasis {
  readonly boxes: ReadonlySet<number>;
  readonly paths: ReadonlySet<number>;
}

/** Who reads from whom in a scene. */
export class Connections {
  /** The nets that begin at each box, and the paths that end at it: rows of numbers, one row a box. */
  private readonly netsFrom: Rows;
  private readonly pathsTo: Rows;
  private readonly netOfPath: Uint32Array;

  constructor(private readonly scene: Scene) {
    const { nets } = scene;
    this.netsFrom = rowsOf(nets.source, boxCount(scene));
    this.pathsTo = rowsOf(nets.pathTarget, boxCount(scene));
    this.netOfPath = new Uint32Array(pathCount(scene));
    nets.source.forEach((_, net) => this.netOfPath.fill(net, nets.firstPath[net], nets.firstPath[net + 1]));
  }

  /** All lines that begin or end at a box, all the way to their other ends. */
  linesOf(box: number): ReadonlySet<number> {
    const { nets } = this.scene;
    const lines = new Set<number>();
    for (const net of row(this.netsFrom, box)) {
      for (let path = nets.firstPath[net]!; path < nets.firstPath[net + 1]!; path++) lines.add(path);
    }
    for (const path of row(this.pathsTo, box)) this.addWay(path, lines);
    return lines;
  }

  /** The boxes that read what a box writes. */
  readers(box: number): readonly number[] {
    const { nets } = this.scene;
    const readers = new Set<number>();
    for (const net of row(this.netsFrom, box)) {
      for (let path = nets.firstPath[net]!; path < nets.firstPath[net + 1]!; path++) {
        if (nets.pathTarget[path]! >= 0) readers.add(nets.pathTarget[path]!);
      }
    }
    return [...readers];
  }

  /** The boxes whose output a box reads. */
  writers(box: number): readonly number[] {
    const paths = Array.from(row(this.pathsTo, box));
    return [...new Set(paths.map((path) => this.scene.nets.source[this.netOfPath[path]!]!))];
  }

  /** A box with all that it reads from and that reads from it, and the lines between. */
  neighbourhood(box: number): Emphasis {
    return { boxes: new Set([box, ...this.readers(box), ...this.writers(box)]), paths: this.linesOf(box) };
  }

  /** Everything on any way from one box to another, or the other way round; only both boxes where none leads to the other. */
  between(one: number, other: number): Emphasis {
    const down = this.ways(one, other);
    return down.boxes.size > 0 ? down : this.ways(other, one, new Set([one, other]));
  }

  private ways(from: number, to: number, otherwise: ReadonlySet<number> = new Set()): Emphasis {
    const below = reached(from, (box) => this.readers(box));
    if (!below.has(to)) return { boxes: otherwise, paths: new Set() };
    const above = reached(to, (box) => this.writers(box));
    const boxes = new Set([...below].filter((box) => above.has(box)));
    const paths = new Set<number>();
    for (const box of boxes) {
      for (const path of row(this.pathsTo, box)) {
        if (boxes.has(this.scene.nets.source[this.netOfPath[path]!]!)) this.addWay(path, paths);
      }
    }
    return { boxes, paths };
  }

  /** Adds a path with all that it continues. */
  private addWay(path: number, lines: Set<number>): void {
    for (let at = path; at >= 0 && !lines.has(at); at = this.scene.nets.pathParent[at]!) lines.add(at);
  }
}

function reached(from: number, next: (box: number) => readonly number[]): ReadonlySet<number> {
  const found = new Set([from]);
  for (const box of found) for (const each of next(box)) found.add(each);
  return found;
}

interface Rows {
  readonly starts: Uint32Array;
  readonly numbers: Uint32Array;
}

/** For each value the numbers of the elements that have it; elements below 0 are in no row. */
function rowsOf(values: Int32Array, rows: number): Rows {
  const starts = new Uint32Array(rows + 1);
  for (const value of values) if (value >= 0) starts[value + 1]!++;
  for (let index = 0; index < rows; index++) starts[index + 1]! += starts[index]!;
  const next = starts.slice();
  const numbers = new Uint32Array(starts[rows]!);
  values.forEach((value, index) => {
    if (value >= 0) numbers[next[value]!++] = index;
  });
  return { starts, numbers };
}

function row({ starts, numbers }: Rows, index: number): Uint32Array {
  return numbers.subarray(starts[index], starts[index + 1]);
}
