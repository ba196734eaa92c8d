import { CrossingCounter } from './crossings.ts';
import { explore, type Exploration } from './initialOrder.ts';
import { LayerOrder } from './layerOrder.ts';
import type { Layers } from './layers.ts';
import type { Segments } from './segments.ts';
import { type Centre, Sweeper } from './sweep.ts';
import { Transposer } from './transpose.ts';

/** How long to look for fewer crossings. It follows from the size alone, so that the same graph is always drawn alike. */
interface Effort {
  readonly explorations: readonly Exploration[];
  /** Sweeps down and up from each first order. */
  readonly sweeps: number;
  /** Sweeps without progress after which to stop. */
  readonly patience: number;
  /** So few crossings that looking further is not worth it. */
  readonly enough: number;
  /** Whether neighbours are swapped after each sweep, or only in the end. */
  readonly swapAlways: boolean;
  readonly swapPasses: number;
}

function effortFor(segmentCount: number): Effort {
  if (segmentCount <= 4_000) {
    return {
      explorations: ['both ways', 'down'],
      sweeps: 32,
      patience: 8,
      enough: 0,
      swapAlways: true,
      swapPasses: 8,
    };
  }
  const patient = segmentCount <= 60_000;
  return {
    explorations: ['both ways'],
    sweeps: patient ? 8 : 4,
    patience: patient ? 2 : 1,
    enough: segmentCount / 1000,
    swapAlways: false,
    swapPasses: patient ? 3 : 2,
  };
}

/** Finds an order of the vertices in their ranks with few crossings; keeps the best it comes across. */
export function* orderRanks(layers: Layers, segments: Segments): Generator<void, LayerOrder> {
  const order = new LayerOrder(layers, segments);
  if (layers.rankCount === 0) return order;
  const search = new OrderSearch(order, effortFor(segments.upper.length));
  yield* search.run();
  return order;
}

class OrderSearch {
  private readonly counter: CrossingCounter;
  private readonly sweeper: Sweeper;
  private readonly transposer: Transposer;
  private best: Uint32Array;
  private fewest = Infinity;

  constructor(
    private readonly order: LayerOrder,
    private readonly effort: Effort,
  ) {
    this.counter = new CrossingCounter(order);
    this.sweeper = new Sweeper(order);
    this.transposer = new Transposer(order);
    this.best = order.vertices.slice();
  }

  *run(): Generator<void> {
    for (const exploration of this.effort.explorations) {
      explore(this.order, exploration);
      yield;
      yield* this.improve();
      if (this.fewest <= this.effort.enough) break;
    }
    this.order.restore(this.best);
    this.swap();
    placeBeside(this.order);
  }

  private *improve(): Generator<void> {
    const { effort, sweeper } = this;
    let fewestHere = this.keep();
    for (let sweep = 0, idle = 0; sweep < effort.sweeps && idle < effort.patience; sweep++) {
      if (fewestHere <= effort.enough) return;
      const centre: Centre = sweep % 4 < 2 ? 'mean' : 'median';
      const rightward = sweep % 2 === 1;
      sweeper.down(centre, rightward);
      yield;
      sweeper.up(centre, rightward);
      if (effort.swapAlways) this.swap();
      yield;
      const crossings = this.keep();
      idle = crossings < fewestHere ? 0 : idle + 1;
      fewestHere = Math.min(fewestHere, crossings);
    }
  }

  private swap(): void {
    for (let pass = 0; pass < this.effort.swapPasses; pass++) if (this.transposer.pass() === 0) return;
  }

  /** Counts the crossings, and saves the order where it is the best so far. */
  private keep(): number {
    const crossings = this.counter.total();
    if (crossings < this.fewest) {
      this.fewest = crossings;
      this.best = this.order.vertices.slice();
    }
    return crossings;
  }
}

/** Puts dummies that are alone in their rank, with which a net goes around its own source, to the right of what they belong to. */
function placeBeside(order: LayerOrder): void {
  const { layers, segments, start, vertices } = order;
  const { tied, tiedTo, above, below } = segments;
  const beside = new Map<number, number[]>();
  const alone = new Set<number>();
  for (let tie = 0; tie < tied.length; tie++) {
    const dummy = tiedTo[tie]!;
    const isAlone = above.start[dummy] === above.start[dummy + 1] && below.start[dummy] === below.start[dummy + 1];
    if (!isAlone || alone.has(dummy)) continue;
    alone.add(dummy);
    beside.set(tied[tie]!, [...(beside.get(tied[tie]!) ?? []), dummy]);
  }
  for (const rank of new Set([...alone].map((dummy) => layers.rank[dummy]!))) {
    const here = [...vertices.subarray(start[rank], start[rank + 1])].filter((vertex) => !alone.has(vertex));
    vertices.set(
      here.flatMap((vertex) => [vertex, ...(beside.get(vertex) ?? [])]),
      start[rank],
    );
    order.renumber(rank);
  }
}
