/** Names that are safe in an address as they are: an operator's name may be anything. */
const plainName = /^\w+$/;

/** Where an operator is documented; undefined for operators of domains that nobody documents in one place. */
export function operatorDocumentation(domain: string, operator: string): string | undefined {
  if (!plainName.test(operator)) return undefined;
  switch (domain) {
    case '':
      return `https://onnx.ai/onnx/operators/onnx__${operator}.html`;
    case 'ai.onnx.ml':
      return `https://onnx.ai/onnx/operators/onnx_aionnxml_${operator}.html`;
    case 'com.microsoft':
      return `https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md#com.microsoft.${operator}`;
    default:
      return undefined;
  }
}
