import { floatsAttribute, intsAttribute, textAttribute } from '../../../onnx/attributes.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import { isReal, realsOf } from '../../../onnx/reals.ts';
import { nodeReason } from '../reasons.ts';
import type { ChannelRule, Relations } from '../rule.ts';
import { fromFront, type Place } from '../sizes/integers.ts';
import { repairSizes, traceOfCut } from '../sizes/repairSizes.ts';
import { traceOfRelations } from '../sizes/traceOfRelations.ts';

/** The input with sizes, since opset 11. */
const sizesInput = 3;

/** Resizes along some dimensions; the others, whose scale is 1, stay as they are. */
export const resize: ChannelRule = {
  operators: ['Resize', 'Upsample'],
  relate(node, relations) {
    const [input = ''] = node.input;
    const [output = ''] = node.output;
    const [before, after] = [relations.shape(input), relations.shape(output)];
    if (before === undefined || after === undefined) return;
    const keeps = keptAxes(node, relations, before);
    const reason = nodeReason('pruneGroups.shape-resized', relations, node);
    before.forEach((size, axis) => {
      const [from, to] = [
        { tensor: input, axis },
        { tensor: output, axis },
      ];
      if (keeps(axis) && size === after[axis]) relations.same(from, to);
      else for (const each of [from, to]) relations.freeze(each, reason);
    });
  },
  rewrite(node, cuts) {
    const [output = ''] = node.output;
    const [before, wanted] = [cuts.before(output), cuts.after(output)];
    if ((node.input[sizesInput] ?? '') === '' || before === undefined || wanted === undefined) return;
    const axes = axesOf(node, before.length);
    if (axes.every((axis) => cuts.kept({ tensor: output, axis }) === undefined)) return;
    const sizes = { before: axes.map((axis) => before[axis]!), wanted: axes.map((axis) => wanted[axis]!) };
    if (traceOfCut(cuts).sizes(node.input[sizesInput]!) !== undefined) repairSizes(node, sizesInput, sizes, cuts);
  },
};

/** Which dimensions are as before, whatever the sizes of the run. */
function keptAxes(node: onnx.NodeProto, relations: Relations, shape: readonly number[]): (axis: number) => boolean {
  const axes = axesOf(node, shape.length);
  const crops = textAttribute(node, 'coordinate_transformation_mode') === 'tf_crop_and_resize';
  const policy = textAttribute(node, 'keep_aspect_ratio_policy') ?? 'stretch';
  if (crops || policy !== 'stretch') return (axis) => !axes.includes(axis);
  const scales = scalesOf(relations, node);
  const sizes = scales === undefined ? traceOfRelations(relations).sizes(node.input[sizesInput] ?? '') : undefined;
  return (axis) => {
    const place = axes.indexOf(axis);
    if (place < 0) return true;
    return scales === undefined ? sizes?.terms[place] !== undefined : scales[place] === 1;
  };
}

function axesOf(node: onnx.NodeProto, rank: number): readonly number[] {
  const axes = intsAttribute(node, 'axes')?.map((axis) => fromFront(axis, rank));
  return axes ?? Array.from({ length: rank }, (_, axis) => axis);
}

/** Scales that are constants: an attribute, the second input, or the third since opset 11. */
function scalesOf({ model, graph }: Place, node: onnx.NodeProto): ArrayLike<number> | undefined {
  const tensor = (node.input.length > 2 ? node.input[2] : node.input[1]) ?? '';
  if (tensor === '') return floatsAttribute(node, 'scales');
  const header = model.constantHeader(graph, tensor);
  if (header === undefined || !isReal(header.type)) return undefined;
  const scales = realsOf(model.constant(graph, tensor)!);
  return scales.length > 0 ? scales : undefined;
}
