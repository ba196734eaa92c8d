import type { onnx } from '../../engine/onnx/generated/onnx.js';
import type { Model } from '../../engine/onnx/model.ts';
import type { AttributeDetails, NodeDetails } from '../../protocol/graph/details.ts';
import type { FileText } from '../../protocol/graph/facts.ts';
import { attributeKind, attributeText, floatText } from '../structure/attributeText.ts';
import { fileText, metadataEntries } from '../structure/facts.ts';
import { readNumbers } from '../../engine/onnx/elements/numbers.ts';
import { elementsOf } from '../../engine/onnx/elements/storedElements.ts';

/** Elements of a list that are told, and those of a tensor. */
const mostElements = 4096;
const mostOfTensor = 64;

/** Everything about a node that is not in the columns. @param graphs numbers of its subgraphs, in their order */
export function nodeDetails(model: Model, node: onnx.NodeProto, graphs: readonly number[]): NodeDetails {
  let used = 0;
  return {
    attributes: node.attribute.map((attribute) => {
      const count = (attribute.g ? 1 : 0) + attribute.graphs.length;
      used += count;
      return attributeDetails(model, attribute, graphs.slice(used - count, used));
    }),
    documentation: fileText(node.docString),
    metadata: metadataEntries(node.metadataProps),
  };
}

function attributeDetails(model: Model, attribute: onnx.AttributeProto, graphs: readonly number[]): AttributeDetails {
  return {
    name: attribute.name,
    kind: attributeKind(attribute),
    value: value(model, attribute),
    graphs,
    documentation: fileText(attribute.docString),
    ...(attribute.refAttrName !== '' && { givenBy: attribute.refAttrName }),
  };
}

function value(model: Model, attribute: onnx.AttributeProto): FileText {
  const text = attributeText(attribute, mostElements);
  return fileText(attribute.t ? `${text}${firstElements(model, attribute.t)}` : text);
}

/** The elements of a small tensor. */
function firstElements(model: Model, tensor: onnx.TensorProto): string {
  const elements = elementsOf(model, tensor);
  if (elements.count > mostOfTensor) return '';
  const values = elements.kind === 'texts' ? elements.texts : readNumbers(elements, 0, elements.count);
  const text = values instanceof Float32Array ? Array.from(values, floatText) : Array.from(values, String);
  return ` [${text.join(', ')}]`;
}
