/** What kinds of work operators do, as far as people tell them apart at a glance. */
export const families = [
  'compute',
  'activation',
  'normalisation',
  'pooling',
  'elementwise',
  'shape',
  'control-flow',
  'quantize',
  'function',
  'other',
] as const;
export type Family = (typeof families)[number];

/** Operators of the standard domain, of `ai.onnx.ml` and of `com.microsoft`; a name means the same in all of them. */
const operators: Readonly<Record<Exclude<Family, 'function' | 'other'>, string>> = {
  compute: `
    Conv ConvTranspose DeformConv ConvInteger QLinearConv FusedConv NhwcConv NhwcFusedConv QLinearConvTranspose Gemm MatMul
    MatMulInteger QLinearMatMul MatMulIntegerToFloat DynamicQuantizeMatMul MatMulNBits MatMulFpQ4 MatMulBnb4 FusedMatMul
    FusedGemm QGemm GemmFloat8 FusedMatMulActivation SparseToDenseMatMul TransposeMatMul Einsum LSTM GRU RNN
    DynamicQuantizeLSTM AttnLSTM Attention MultiHeadAttention GroupQueryAttention QAttention PackedAttention
    PackedMultiHeadAttention DecoderAttention DecoderMaskedMultiHeadAttention DecoderMaskedSelfAttention LongformerAttention
    PagedAttention SparseAttention LinearAttention QOrderedAttention QOrderedMatMul RotaryEmbedding GatedRelativePositionBias
    RelativePositionBias MoE QMoE DFT STFT MelWeightMatrix Inverse Det CausalConvWithState TreeEnsemble TreeEnsembleClassifier
    TreeEnsembleRegressor LinearClassifier LinearRegressor SVMClassifier SVMRegressor`,
  activation: `
    Relu LeakyRelu PRelu Elu Selu Celu ThresholdedRelu Sigmoid HardSigmoid Tanh Gelu BiasGelu FastGelu QuickGelu QLinearSigmoid
    QLinearLeakyRelu Silu Swish HardSwish Mish Softplus Softsign Softmax LogSoftmax Hardmax QLinearSoftmax BiasSoftmax
    BiasSplitGelu Clip Shrink Erf ScaledTanh ParametricSoftplus SwiGLU`,
  normalisation: `
    BatchNormalization InstanceNormalization LayerNormalization GroupNormalization GroupNorm SkipGroupNorm RMSNormalization
    SimplifiedLayerNormalization SkipLayerNormalization SkipSimplifiedLayerNormalization EmbedLayerNormalization
    QEmbedLayerNormalization QOrderedLayerNormalization LpNormalization MeanVarianceNormalization LRN Normalizer Scaler Dropout
    BiasDropout BitmaskDropout`,
  pooling: `
    AveragePool MaxPool LpPool GlobalAveragePool GlobalMaxPool GlobalLpPool QLinearAveragePool QLinearGlobalAveragePool
    NhwcMaxPool MaxRoiPool RoiAlign MaxUnpool ReduceMean ReduceSum ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2
    ReduceLogSum ReduceLogSumExp ReduceSumSquare ReduceSumInteger QLinearReduceMean CumSum CumProd TopK ArgMax ArgMin`,
  elementwise: `
    Add Sub Mul Div Mod Pow Sqrt Rsqrt Exp Log Neg Abs Sign Reciprocal Floor Ceil Round Max Min Mean Sum And Or Xor Not
    BitwiseAnd BitwiseOr BitwiseXor BitwiseNot BitShift Equal Greater GreaterOrEqual Less LessOrEqual Where IsNaN IsInf Sin Cos
    Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh QLinearAdd QLinearMul QLinearWhere BiasAdd Cast CastLike BitCast Binarizer
    RandomNormal RandomNormalLike RandomUniform RandomUniformLike Bernoulli Multinomial`,
  shape: `
    Reshape Flatten Squeeze Unsqueeze Transpose Concat Split Slice Gather GatherElements GatherND Scatter ScatterElements
    ScatterND Pad Expand Tile Resize Upsample DepthToSpace SpaceToDepth Shape Size Identity Constant ConstantOfShape Range OneHot
    EyeLike NonZero Compress Unique ReverseSequence Trilu Col2Im CenterCropPad GridSample AffineGrid ImageScaler QLinearConcat
    ConcatFromSequence SplitToSequence SequenceAt SequenceConstruct SequenceEmpty SequenceErase SequenceInsert SequenceLength
    Optional OptionalGetElement OptionalHasElement TensorScatter NonMaxSuppression GatherBlockQuantized StringNormalizer
    StringConcat StringSplit RegexFullMatch TfIdfVectorizer Tokenizer LabelEncoder OneHotEncoder CategoryMapper DictVectorizer
    FeatureVectorizer ArrayFeatureExtractor ZipMap CastMap Imputer BlackmanWindow HammingWindow HannWindow`,
  'control-flow': `If Loop Scan SequenceMap BeamSearch GreedySearch Sampling WhisperBeamSearch`,
  quantize: `
    QuantizeLinear DequantizeLinear DynamicQuantizeLinear QuantizeBFP DequantizeBFP DequantizeBlockwise QuantizeWithOrder
    DequantizeWithOrder`,
};

const byOperator = new Map<string, number>(
  Object.entries(operators).flatMap(([family, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, families.indexOf(family as Family)] as const),
  ),
);

const other = families.indexOf('other');
export const computeFamily = families.indexOf('compute');
export const functionFamily = families.indexOf('function');

const knownDomains: ReadonlySet<string> = new Set(['', 'ai.onnx.ml', 'com.microsoft', 'com.microsoft.nchwc']);

/** The family of an operator, as an index into {@link families}. */
export function familyOf(domain: string, operator: string): number {
  return knownDomains.has(domain) ? (byOperator.get(operator) ?? other) : other;
}
