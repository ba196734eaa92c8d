import { message } from '../../../protocol/messages/catalogue.ts';
import { intAttribute, makeNode } from '../../onnx/attributes.ts';
import { transposed } from './editor.ts';
import { type DynamicRule, refuseWeight } from './rule.ts';

/**
 * LSTM with constant weights, by onnxruntime's own operator. It wants them transposed, `[directions, in, 4·hidden]`, with
 * one scale a direction.
 */
export const dynamicLstm: DynamicRule = {
  domain: '',
  operators: ['LSTM'],
  refuse(node, context) {
    if (intAttribute(node, 'layout') === 1) return message('reason.lstm-layout', {});
    return refuseWeight(node, 1, 3, context) ?? refuseWeight(node, 2, 3, context);
  },
  weights: () => [
    { input: 1, axis: 0 },
    { input: 2, axis: 0 },
  ],
  apply(node, editor) {
    const { graph, model } = editor;
    const origins = graph.origins(node);
    const input = editor.storeWeight(node.input[1] ?? '', 0, 'transposed', transposed);
    const hidden = editor.storeWeight(node.input[2] ?? '', 0, 'transposed', transposed);
    const inputs = [node.input[0] ?? '', input.integers, hidden.integers];
    for (let index = 3; index < 8; index++) inputs.push(node.input[index] ?? '');
    inputs.push(input.scale, input.zeroPoint, hidden.scale, hidden.zeroPoint);
    graph.remove(node);
    const made = makeNode('DynamicQuantizeLSTM', inputs, node.output, { name: node.name, domain: 'com.microsoft' });
    made.attribute = node.attribute.filter((each) => each.name !== 'layout');
    if (model.opset('com.microsoft') === undefined) model.setOpset(1, 'com.microsoft');
    graph.add(made, origins);
  },
};
