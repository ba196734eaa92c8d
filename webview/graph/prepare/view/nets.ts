import { badgeOf } from '../fold/pairs.ts';
import type { GraphModel } from '../graphModel.ts';
import { lists } from '../lists.ts';
import type { Edge } from './edges.ts';
import type { Badge, ViewNets } from './viewGraph.ts';

/** The different badges of a drawing, by their number; number 0 is none. */
export class Badges {
  readonly all: (Badge | null)[] = [null];
  private readonly numbers = new Map<string, number>();

  constructor(private readonly model: GraphModel) {}

  /** The badge for a node that quantizes or dequantizes. */
  of(node: number): number {
    const badge = badgeOf(this.model, node);
    const key = `${badge.type} ${badge.granularity}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.all.push(badge) - 1;
    this.numbers.set(key, number);
    return number;
  }
}

interface Target {
  readonly view: number;
  readonly port: number;
  readonly badge: number;
  readonly via: readonly number[];
}

interface Net {
  readonly source: number;
  readonly tensor: number;
  readonly minor: boolean;
  readonly targets: Target[];
}

/** Puts edges of one tensor together. Nets come in the order of their sources, what is read for its shape last. */
export function netsOf(model: GraphModel, edges: readonly Edge[], badges: Badges): ViewNets {
  const nets = [...gather(model, edges, badges).values()].sort(
    (a, b) => a.source - b.source || Number(a.minor) - Number(b.minor) || a.tensor - b.tensor,
  );
  const targets: Target[] = [];
  const start = new Uint32Array(nets.length + 1);
  for (const [index, net] of nets.entries()) {
    for (const target of net.targets) targets.push(target);
    start[index + 1] = targets.length;
  }
  return {
    count: nets.length,
    source: Uint32Array.from(nets, ({ source }) => source),
    tensor: Uint32Array.from(nets, ({ tensor }) => tensor),
    minor: Uint8Array.from(nets, ({ minor }) => Number(minor)),
    start,
    target: Uint32Array.from(targets, ({ view }) => view),
    port: Int32Array.from(targets, ({ port }) => port),
    badge: Uint16Array.from(targets, ({ badge }) => badge),
    badges: badges.all,
    via: lists(targets.length, (add) => {
      for (const [index, { via }] of targets.entries()) for (const node of via) add(index, node);
    }),
  };
}

function gather(model: GraphModel, edges: readonly Edge[], badges: Badges): ReadonlyMap<number, Net> {
  const nets = new Map<number, Net>();
  for (const { view: source, tensor, via, target, port, minor } of edges) {
    const key = (source * 2 + Number(minor)) * model.tensorCount + tensor;
    let net = nets.get(key);
    if (net === undefined) nets.set(key, (net = { source, tensor, minor, targets: [] }));
    const badge = roundedTo(model, via, badges);
    const last = net.targets.at(-1);
    // A node that reads a tensor twice needs one line.
    if (last?.view !== target || last.badge !== badge) net.targets.push({ view: target, port, badge, via });
  }
  return nets;
}

/** The last quantization on the way is what the reader gets. */
function roundedTo(model: GraphModel, via: readonly number[], badges: Badges): number {
  const quantize = via.findLast((node) => model.operator(node) === 'QuantizeLinear');
  return quantize === undefined ? 0 : badges.of(quantize);
}
