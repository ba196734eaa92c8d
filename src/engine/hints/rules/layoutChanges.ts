import { message } from '../../../protocol/messages/catalogue.ts';
import { formatShare } from '../../../protocol/quantity.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import { someNames } from '../pairs.ts';
import type { HintRule } from '../rule.ts';

/** Share of the time of all kernels from which changes of layout are worth a word. */
const leastShare = 0.05;

/** Much time spent on laying tensors out anew between kernels, which the runtime does by itself. */
export const layoutChanges: HintRule = {
  name: 'layout-changes',
  find({ profile, model }) {
    const changes = profile?.overhead.filter(({ kind }) => kind === 'layout') ?? [];
    const milliseconds = changes.reduce((sum, each) => sum + each.milliseconds, 0);
    if (profile === undefined || milliseconds < leastShare * profile.kernels || milliseconds === 0) return [];
    const byId = new Map([...model.graph.nodes].map((node) => [model.graph.id(node) as string, node]));
    const costs = new Map<onnx.NodeProto, number>();
    for (const { beside, milliseconds: each } of changes) {
      for (const id of beside) {
        const node = byId.get(id);
        if (node !== undefined) costs.set(node, (costs.get(node) ?? 0) + each);
      }
    }
    const nodes = [...costs].toSorted(([, a], [, b]) => b - a).map(([node]) => node);
    const count = changes.reduce((sum, each) => sum + each.count, 0);
    const share = formatShare(milliseconds / profile.kernels);
    return [
      {
        nodes,
        severity: 'information',
        hazard: message('hints.layout-changes', { count, share, names: someNames(nodes).names }),
        remedy: message('hints.layout-changes-remedy', {}),
        milliseconds,
      },
    ];
  },
};
