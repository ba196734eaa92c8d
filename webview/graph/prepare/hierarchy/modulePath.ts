import { modulePath as pathOf } from '../../../../src/protocol/graph/modulePath.ts';
import { noString } from '../../../../src/protocol/graph/structure.ts';
import type { GraphModel } from '../graphModel.ts';

/** The modules that a node is in, outermost first. */
export function modulePath(model: GraphModel, node: number): readonly string[] {
  const scope = model.structure.nodes.scope[node]!;
  const [output = -1] = model.outputs(node);
  return pathOf({
    scope: scope === noString ? undefined : model.strings[scope]!,
    name: model.nodeName(node),
    output: output < 0 ? '' : model.tensorName(output),
  });
}
