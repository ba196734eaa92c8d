import type { Captured } from '../captured.ts';
import { role, type Fold } from '../fold/roles.ts';
import type { GraphModel } from '../graphModel.ts';
import type { Instance } from './instance.ts';
import type { PlacedNode, Placement } from './place.ts';
import { resolve, type Source } from './resolve.ts';

/** One view node reads what another writes. */
export interface Edge extends Source {
  readonly target: number;
  /** Input of the target, or -1. */
  readonly port: number;
  readonly minor: boolean;
}

/** Further back than this, a source of a shape is not looked for among what a node depends on anyway. */
const mostVisited = 48;

/** Connects view nodes: what each reads, in the order of its inputs, and then tensors of which it only needs the shape. */
export class Edges {
  readonly edges: Edge[] = [];

  constructor(
    private readonly model: GraphModel,
    private readonly fold: Fold,
    private readonly captured: Captured,
    private readonly placement: Placement,
  ) {
    // View nodes of outer tensors are added on the way, and read nothing.
    const { placed } = placement;
    const count = placed.length;
    for (let view = 0; view < count; view++) this.connect(placed[view]!, view);
  }

  private connect(placed: PlacedNode, view: number): void {
    const { kind, node, tensor, instance } = placed;
    if (kind === 'output') this.read(instance, tensor, view, 0);
    if (kind !== 'operator') return;
    const shapes = new Set<number>();
    for (const [port, input] of this.model.inputs(node).entries()) {
      if (input < 0) continue;
      const producer = this.model.producer[input]!;
      if (producer >= 0 && this.fold.roles[producer] === role.shape) {
        for (const source of this.fold.shapeSources.get(producer) ?? []) shapes.add(source);
      } else this.read(instance, input, this.entryFor(placed, port) ?? view, port);
    }
    if (placed.isOpen) this.connectBodies(instance, node, view);
    else for (const input of this.captured.get(node) ?? []) this.read(instance, input, view, -1);
    if (shapes.size === 0) return;
    this.forgetDependencies(node, shapes);
    for (const source of shapes) this.read(instance, source, view, -1, true);
  }

  private read(instance: Instance, tensor: number, target: number, port: number, minor = false): void {
    const source = resolve(this.model, this.fold.roles, instance, tensor, (outer) => this.placement.outer(outer));
    if (source !== undefined && source.view >= 0) this.edges.push({ ...source, target, port, minor });
  }

  /** What bodies give comes out of the node that holds them. */
  private connectBodies(instance: Instance, node: number, view: number): void {
    for (const body of instance.bodies.get(node) ?? []) {
      for (const output of this.model.graphOutputs(body.graph)) this.read(body, output, view, -1);
    }
  }

  /** The view node inside an open body that takes an input of the node which holds it. */
  private entryFor({ instance, node, isOpen }: PlacedNode, port: number): number | undefined {
    if (!isOpen) return undefined;
    const [body] = instance.bodies.get(node) ?? [];
    const position = bodyInput(this.model, node, port);
    const tensor = body && position !== undefined ? this.model.graphInputs(body.graph)[position] : undefined;
    return tensor === undefined ? undefined : body?.entries.get(tensor);
  }

  /** Removes tensors that a node depends on anyway, not far back: a line for their shapes would tell nothing. */
  private forgetDependencies(node: number, shapes: Set<number>): void {
    const seen = new Set<number>();
    const wait = (of: number): void => {
      // What its bodies read it depends on, too.
      for (const tensor of [...this.model.inputs(of), ...(this.captured.get(of) ?? [])]) {
        const producer = tensor < 0 ? -1 : this.model.producer[tensor]!;
        // What only a shape leads to is no dependency that is drawn.
        if (tensor >= 0 && !(producer >= 0 && this.fold.roles[producer] === role.shape)) seen.add(tensor);
      }
    };
    wait(node);
    let visited = 0;
    // The set grows while it is gone through.
    for (const tensor of seen) {
      shapes.delete(tensor);
      if (shapes.size === 0 || ++visited > mostVisited) return;
      const producer = this.model.producer[tensor]!;
      if (producer >= 0) wait(producer);
    }
  }
}

/** Which input of its body takes an input of a node (ONNX operators: Loop, Scan, SequenceMap). */
function bodyInput(model: GraphModel, node: number, port: number): number | undefined {
  switch (model.operator(node)) {
    case 'Loop':
      // The first is how often, of which the body gets the count.
      return port === 0 ? undefined : port;
    case 'Scan':
    case 'SequenceMap':
      return port;
    default:
      return undefined;
  }
}
