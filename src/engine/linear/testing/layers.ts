import { float, int, ints } from '../../onnx/attributes.ts';
import type { Dim } from '../../../../test/fixtures/modelBuilder.ts';
import { type BuilderOptions, ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import type { Model } from '../../onnx/model.ts';

/** A model of one layer, by what is special about it. */
export interface LayerCase {
  readonly name: string;
  readonly input: readonly Dim[];
  readonly build: (builder: ModelBuilder, x: string) => string;
}

export const layerCases: readonly LayerCase[] = [
  {
    name: '2-D convolution with strides, dilations and uneven pads',
    input: ['N', 3, 9, 8],
    build: (net, x) =>
      net.node('Conv', [x, net.weight([5, 3, 3, 2]), net.bias(5, 1)], {
        strides: ints([2, 1]),
        dilations: ints([1, 2]),
        pads: ints([1, 0, 2, 1]),
      }),
  },
  {
    name: 'convolution in groups, without bias',
    input: ['N', 6, 5, 5],
    build: (net, x) => net.node('Conv', [x, net.weight([4, 3, 3, 3])], { group: int(2), pads: ints([1, 1, 1, 1]) }),
  },
  {
    name: 'depthwise convolution with a multiplier',
    input: ['N', 4, 6, 6],
    build: (net, x) => net.node('Conv', [x, net.weight([8, 1, 3, 3]), net.bias(8)], { group: int(4) }),
  },
  {
    name: '1-D convolution',
    input: ['N', 3, 11],
    build: (net, x) =>
      net.node('Conv', [x, net.weight([4, 3, 3]), net.bias(4)], { strides: ints([2]), pads: ints([1, 1]) }),
  },
  {
    name: '3-D convolution',
    input: ['N', 2, 4, 3, 5],
    build: (net, x) =>
      net.node('Conv', [x, net.weight([3, 2, 2, 1, 3]), net.bias(3)], { pads: ints([1, 0, 1, 0, 0, 1]) }),
  },
  {
    name: '1×1 convolution with a stride',
    input: ['N', 3, 5, 7],
    build: (net, x) => net.node('Conv', [x, net.weight([4, 3, 1, 1]), net.bias(4)], { strides: ints([2, 2]) }),
  },
  {
    name: 'Gemm with alpha, beta and a weight of inputs × outputs',
    input: ['N', 6],
    build: (net, x) => net.node('Gemm', [x, net.matrix(6, 4), net.bias(4, 1)], { alpha: float(0.5), beta: float(2) }),
  },
  {
    name: 'Gemm with transB and a bias of one number',
    input: ['N', 6],
    build: (net, x) => net.node('Gemm', [x, net.weight([4, 6]), net.scalar(0.7)], { transB: int(1) }),
  },
  {
    name: 'Gemm with transA',
    input: [6, 'N'],
    build: (net, x) => net.node('Gemm', [x, net.matrix(6, 4)], { transA: int(1) }),
  },
  {
    name: 'MatMul of a batch',
    input: ['N', 3, 6],
    build: (net, x) => net.node('MatMul', [x, net.matrix(6, 4)]),
  },
  {
    name: 'MatMul with a constant on the left',
    input: ['N', 6, 3],
    build: (net, x) => net.node('MatMul', [net.weight([4, 6]), x]),
  },
];

/** The model of a case: the layer, and an Identity after it so that the layer's own output is none of the model. */
export function modelOf({ input, build }: LayerCase, options: BuilderOptions = {}): Model {
  const builder = new ModelBuilder(options);
  const y = builder.node('Identity', [build(builder, builder.input('x', input))], {}, { output: 'y' });
  return builder.output(y).build();
}
