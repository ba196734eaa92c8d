import { noString, noType } from '../../../../src/protocol/graph/structure.ts';
import { role } from '../../prepare/fold/roles.ts';
import type { GraphModel } from '../../prepare/graphModel.ts';
import type { PreparedModel } from '../../prepare/view/prepared.ts';
import { attributesText } from './attributesText.ts';
import type { Numbering } from './numbering.ts';

/** No value that folds into who reads it: it is computed by a node that is drawn, or enters the graph. */
export const noValue = -1;

/**
 * For each tensor that folds into its readers what it is, as a number that is the same for the same: a stored tensor by its type
 * and shape, an expression by its operators, attributes and inputs. Contents of tensors are not looked at.
 */
export function foldedValues({ model, fold }: PreparedModel, numbering: Numbering): Int32Array {
  const values = new Int32Array(model.tensorCount).fill(noValue);
  for (let tensor = 0; tensor < model.tensorCount; tensor++) {
    if (model.isStored(tensor)) values[tensor] = numbering.of(`stored:${typeAndShape(model, tensor)}`);
  }
  for (const node of fold.order) {
    const folded = fold.roles[node]!;
    if (folded !== role.expression && folded !== role.shape) continue;
    const inputs = Array.from(model.inputs(node), (tensor) => (tensor < 0 ? '' : values[tensor]!));
    const text = `${model.domain(node)} ${model.operator(node)}(${inputs.join()}) ${attributesText(model, node)}`;
    model.outputs(node).forEach((tensor, index) => {
      if (tensor >= 0) values[tensor] = numbering.of(`${text} ${index}`);
    });
  }
  return values;
}

function typeAndShape(model: GraphModel, tensor: number): string {
  const { type, shape } = model.structure.tensors;
  const typeName = type[tensor] === noType ? '' : model.structure.types[type[tensor]!]!.name;
  return `${typeName} ${shape[tensor] === noString ? '?' : model.strings[shape[tensor]!]!}`;
}
