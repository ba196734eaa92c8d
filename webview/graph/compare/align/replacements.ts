/** Domains in which a name means the same as in the standard one. */
const knownDomains: ReadonlySet<string> = new Set(['', 'com.microsoft', 'com.microsoft.nchwc']);

/**
 * Operators that stand in the place of another one once a model was quantized, fused or made faster: what they compute is
 * the same but for rounding. QLinear… are told by their names.
 */
const forms: Readonly<Record<string, readonly string[]>> = {
  Conv: ['ConvInteger', 'FusedConv', 'NhwcConv', 'NhwcFusedConv'],
  MatMul: [
    ...['Gemm', 'MatMulInteger', 'MatMulIntegerToFloat', 'DynamicQuantizeMatMul', 'MatMulNBits', 'MatMulFpQ4'],
    ...['MatMulBnb4', 'FusedMatMul', 'FusedGemm', 'QGemm', 'GemmFloat8', 'FusedMatMulActivation', 'TransposeMatMul'],
  ],
  LSTM: ['DynamicQuantizeLSTM'],
  Attention: ['QAttention', 'PackedAttention'],
  Gather: ['GatherBlockQuantized'],
  EmbedLayerNormalization: ['QEmbedLayerNormalization'],
  MoE: ['QMoE'],
};

const original = new Map(
  Object.entries(forms).flatMap(([operator, others]) => others.map((other) => [other, operator] as const)),
);

/** What an operator computes, whatever the numbers it does so with: the same for operators that replace each other. */
export function computes(domain: string, operator: string): string {
  if (!knownDomains.has(domain)) return `${domain}:${operator}`;
  const plain = operator.replace(/^QLinear/, '');
  return original.get(plain) ?? plain;
}
