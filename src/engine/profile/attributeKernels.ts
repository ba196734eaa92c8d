import type { ProfileOverhead } from '../../protocol/result/profile.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { KernelTime, KernelTimes } from '../runtime/kernelTimes.ts';
import type { PlacedNode } from '../runtime/markedModel.ts';
import { type KernelOwner, ownerOf } from './kernelOwner.ts';

/** What the kernels of one node take together. */
export interface NodeTime {
  readonly placed: PlacedNode;
  readonly milliseconds: number;
  readonly bytes: number;
  /** The kernel that takes longest. */
  readonly main: KernelTime;
}

/** Every kernel of a run, with a node or as overhead: nothing is left out and nothing is there twice. */
export interface AttributedKernels {
  readonly ofNodes: {
    /** Nodes with kernels of their own. */
    readonly own: ReadonlyMap<onnx.NodeProto, NodeTime>;
    /** Nodes that a kernel of another node does the work of, by themselves; of several the one that takes longest. */
    readonly into: ReadonlyMap<onnx.NodeProto, PlacedNode>;
  };
  readonly overhead: readonly ProfileOverhead[];
}

/**
 * @param microseconds of the kernels, in their order, in one run
 * @param macsOf of a node in one run, as far as they are known
 */
export function attributeKernels(
  times: KernelTimes,
  microseconds: readonly number[],
  macsOf: (placed: PlacedNode) => number | undefined,
): AttributedKernels {
  const own = new Map<onnx.NodeProto, NodeTime & { readonly longest: number }>();
  const into = new Map<onnx.NodeProto, { readonly owner: PlacedNode; readonly milliseconds: number }>();
  const overhead: ProfileOverhead[] = [];
  times.kernels.forEach((kernel, index) => {
    const milliseconds = microseconds[index]! / 1000;
    const owner = ownerOf(kernel, times.rewritten, macsOf);
    if (owner.kind !== 'node') {
      overhead.push(overheadOf(kernel, owner, milliseconds));
      return;
    }
    const { node } = owner.owner;
    const known = own.get(node);
    const isMain = known === undefined || milliseconds > known.longest;
    own.set(node, {
      placed: owner.owner,
      milliseconds: (known?.milliseconds ?? 0) + milliseconds,
      bytes: (known?.bytes ?? 0) + kernel.bytes,
      main: isMain ? kernel : known.main,
      longest: isMain ? milliseconds : known.longest,
    });
    for (const other of owner.others) {
      if (milliseconds >= (into.get(other.node)?.milliseconds ?? 0)) {
        into.set(other.node, { owner: owner.owner, milliseconds });
      }
    }
  });
  return { ofNodes: { own, into: new Map([...into].map(([node, { owner }]) => [node, owner])) }, overhead };
}

function overheadOf(
  { operator, count }: KernelTime,
  { kind, beside }: Exclude<KernelOwner, { readonly kind: 'node' }>,
  milliseconds: number,
): ProfileOverhead {
  return {
    ...{ operator, kind, milliseconds, count },
    beside: beside.map(({ graph, node }) => graph.id(node)),
  };
}
