/**
 * What the operators of the standard domain call their inputs and outputs (ONNX operator schemas; of each operator the latest
 * version). A line is inputs, outputs and the operators that have them; `*` marks one that stands for any number.
 */
const signatures = `
input>output:Acos,Acosh,Asin,Asinh,Atan,Atanh,Bernoulli,BitCast,Cast,ConstantOfShape,Cos,Cosh,DepthToSpace,Erf,Exp,EyeLike,Flatten,Hardmax,Identity,Log,LogSoftmax,LpNormalization,Multinomial,Optional,OptionalGetElement,OptionalHasElement,RandomNormalLike,RandomUniformLike,Shrink,Sign,Sin,Sinh,Softmax,Softsign,SpaceToDepth,Tan,Tanh
X>Y:Abs,AveragePool,BitwiseNot,Ceil,Celu,Det,Elu,Floor,Gelu,GlobalAveragePool,GlobalLpPool,GlobalMaxPool,HardSigmoid,HardSwish,IsInf,IsNaN,LRN,LeakyRelu,LpPool,MeanVarianceNormalization,Mish,Neg,NonZero,Not,Reciprocal,RegexFullMatch,Relu,Round,Selu,Sigmoid,Softplus,Sqrt,StringNormalizer,Swish,TfIdfVectorizer,ThresholdedRelu
A,B>C:Add,And,BitwiseAnd,BitwiseOr,BitwiseXor,Div,Equal,Greater,GreaterOrEqual,Less,LessOrEqual,Mod,Mul,Or,Sub,Xor
data,axes>reduced:ReduceL1,ReduceL2,ReduceLogSum,ReduceLogSumExp,ReduceMax,ReduceMean,ReduceMin,ReduceProd,ReduceSum,ReduceSumSquare
>output:Constant,RandomNormal,RandomUniform,SequenceEmpty
X,Y>Z:BitShift,Pow,StringConcat
size>output:BlackmanWindow,HammingWindow,HannWindow
data,indices>output:Gather,GatherElements,GatherND
data,indices,updates>output:Scatter,ScatterElements,ScatterND
data>reduced:ArgMax,ArgMin
X,W,B>Y:Conv,ConvTranspose
x,axis>y:CumProd,CumSum
X,W,R,B,sequence_lens,initial_h>Y,Y_h:GRU,RNN
A,B>Y:MatMul,SwiGLU
theta,size>grid:AffineGrid
Q,K,V,attn_mask,past_key,past_value,nonpad_kv_seqlen>Y,present_key,present_value,qk_matmul_output:Attention
X,scale,B,input_mean,input_var>Y,running_mean,running_var:BatchNormalization
input,target_type>output:CastLike
input,weight,bias,past_state>output,present_state:CausalConvWithState
input_data,shape>output_data:CenterCropPad
input,min,max>output:Clip
input,image_shape,block_shape>output:Col2Im
input,condition>output:Compress
inputs*>concat_result:Concat
input_sequence>concat_result:ConcatFromSequence
x,w,x_zero_point,w_zero_point>y:ConvInteger
input,dft_length,axis>output:DFT
X,W,offset,B,mask>Y:DeformConv
x,x_scale,x_zero_point>y:DequantizeLinear
data,ratio,training_mode>output,mask:Dropout
x>y,y_scale,y_zero_point:DynamicQuantizeLinear
Inputs*>Output:Einsum
input,shape>output:Expand
A,B,C>Y:Gemm
X,grid>Y:GridSample
X,scale,bias>Y:GroupNormalization
cond>outputs*:If
encoded_stream>image:ImageDecoder
input,scale,B>output:InstanceNormalization
X,W,R,B,sequence_lens,initial_h,initial_c,P>Y,Y_h,Y_c:LSTM
X,Scale,B>Y,Mean,InvStdDev:LayerNormalization
query,key,value,past_state,decay,beta>output,present_state:LinearAttention
M,cond,v_initial*>v_final_and_scan_outputs*:Loop
A,B,a_zero_point,b_zero_point>Y:MatMulInteger
data_0*>max:Max
X>Y,Indices:MaxPool
X,rois>Y:MaxRoiPool
X,I,output_shape>output:MaxUnpool
data_0*>mean:Mean
num_mel_bins,dft_length,sample_rate,lower_edge_hertz,upper_edge_hertz>output:MelWeightMatrix
data_0*>min:Min
input,target,weight>loss:NegativeLogLikelihoodLoss
boxes,scores,max_output_boxes_per_class,iou_threshold,score_threshold>selected_indices:NonMaxSuppression
indices,depth,values>output:OneHot
X,slope>Y:PRelu
data,pads,constant_value,axes>output:Pad
x,x_scale,x_zero_point,w,w_scale,w_zero_point,y_scale,y_zero_point,B>y:QLinearConv
a,a_scale,a_zero_point,b,b_scale,b_zero_point,y_scale,y_zero_point>y:QLinearMatMul
x,y_scale,y_zero_point>y:QuantizeLinear
X,scale>Y:RMSNormalization
start,limit,delta>output:Range
data,shape>reshaped:Reshape
X,roi,scales,sizes>Y:Resize
input,sequence_lens>Y:ReverseSequence
X,rois,batch_indices>Y:RoiAlign
X,cos_cache,sin_cache,position_ids>Y:RotaryEmbedding
signal,frame_step,window,frame_length>output:STFT
initial_state_and_scan_inputs*>final_state_and_scan_outputs*:Scan
input_sequence,position>tensor:SequenceAt
inputs*>output_sequence:SequenceConstruct
input_sequence,position>output_sequence:SequenceErase
input_sequence,tensor,position>output_sequence:SequenceInsert
input_sequence>length:SequenceLength
input_sequence,additional_inputs*>out_sequence*:SequenceMap
data>shape:Shape
data>size:Size
data,starts,ends,axes,steps>output:Slice
scores,labels,weights>output,log_prob:SoftmaxCrossEntropyLoss
input,split>outputs*:Split
input,split>output_sequence:SplitToSequence
data,axes>squeezed:Squeeze
X>Y,Z:StringSplit
data_0*>sum:Sum
past_cache,update,write_indices>present_cache:TensorScatter
input,repeats>output:Tile
X,K>Values,Indices:TopK
data>transposed:Transpose
input,k>output:Trilu
X>Y,indices,inverse_indices,counts:Unique
data,axes>expanded:Unsqueeze
X,scales>Y:Upsample
condition,X,Y>output:Where
`;

interface Signature {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

const byOperator = new Map<string, Signature>(
  signatures
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [formal = '', operators = ''] = line.split(':');
      const [inputs = [], outputs = []] = formal.split('>').map((names) => names.split(',').filter(Boolean));
      return operators.split(',').map((operator) => [operator, { inputs, outputs }] as const);
    }),
);

/** What the standard calls an input or output of an operator by its position; undefined where it does not say. */
export function formalParameter(
  { domain, operator }: { readonly domain: string; readonly operator: string },
  side: keyof Signature,
  position: number,
): string | undefined {
  const names = domain === '' ? byOperator.get(operator)?.[side] : undefined;
  const last = names?.at(-1);
  const name = names?.[position] ?? (last?.endsWith('*') === true ? last : undefined);
  return name?.replace('*', '');
}
