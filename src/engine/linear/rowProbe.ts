import { int, ints, intsAttribute, textAttribute } from '../onnx/attributes.ts';
import type { LayerMatrix } from './layerMatrix.ts';
import type { ProbeNodes } from './probeNodes.ts';
import type { Thinning } from './thinning.ts';

/** Where rows lie: a layer, or what else has a row of numbers at every place of a tensor. */
export type RowSource = Pick<
  LayerMatrix,
  'node' | 'id' | 'form' | 'input' | 'output' | 'groups' | 'inputs' | 'outputs' | 'positions' | 'type'
>;

/** Name of the input that says where in each run thinned rows begin: one large number for each of three spatial dimensions and one for rows. */
export const phaseInput = 'whittle:phase';
const spatialPhases = 3;
export const phases = spatialPhases + 1;

/**
 * Lets rows of a layer's inputs, and of outputs that belong to them, leave a graph as `[groups, inputs, rows]` and `[groups, outputs, rows]` of
 * float32: windows of convolutions are gathered by a convolution with one 1 in each filter.
 */
export class RowProbe {
  private readonly starts: string;

  constructor(
    private readonly nodes: ProbeNodes,
    private readonly layer: RowSource,
    private readonly thinning: Thinning,
  ) {
    this.starts = this.spatialStarts();
  }

  inputs(): string {
    const { nodes, layer } = this;
    const { form } = layer;
    const tensor = nodes.asFloat32(layer.input, layer.type);
    const rows =
      form.kind === 'convolution'
        ? this.grouped(this.windows(tensor, form.kernel), layer.inputs)
        : this.vectors(tensor, layer.inputs, form.inputsAlong === 'last');
    return nodes.leave(this.thinned(rows));
  }

  /** @param tensor what the layer writes, here or in another model */
  outputs(tensor: string): string {
    const { nodes, layer, thinning } = this;
    const { form } = layer;
    const real = nodes.asFloat32(tensor, layer.type);
    if (form.kind === 'product') {
      return nodes.leave(this.thinned(this.vectors(real, layer.outputs, form.outputsAlong === 'last')));
    }
    const axes = form.kernel.map((_, axis) => axis + 2);
    const some = this.isStrided ? nodes.from(real, this.starts, axes, thinning.spatial) : real;
    return nodes.leave(this.thinned(this.grouped(some, layer.outputs)));
  }

  private get isStrided(): boolean {
    return this.thinning.spatial.some((step) => step > 1);
  }

  /** Where the first window of this run is, along each spatial dimension of the result. */
  private spatialStarts(): string {
    const { nodes, layer, thinning } = this;
    const { spatial } = thinning;
    if (!this.isStrided) return '';
    const phase = nodes.add('Slice', [phaseInput, nodes.numbers([0]), nodes.numbers([spatial.length])]);
    const start = nodes.add('Mod', [phase, nodes.numbers(spatial)]);
    // Where a run's result is smaller than the one that was looked at, the first window must still be in it.
    return nodes.add('Mod', [start, nodes.dims(layer.output, 2, 2 + spatial.length)]);
  }

  /** The windows of a convolution as `[images, channels · positions, …]`. */
  private windows(tensor: string, kernel: readonly number[]): string {
    const { nodes, layer, thinning } = this;
    const { node } = layer;
    const strides = intsAttribute(node, 'strides') ?? kernel.map(() => 1);
    const axes = kernel.map((_, axis) => axis + 2);
    let input = tensor;
    if (this.isStrided) {
      const pads = intsAttribute(node, 'pads') ?? kernel.flatMap(() => [0, 0]);
      const around = [0, 0, ...pads.slice(0, kernel.length), 0, 0, ...pads.slice(kernel.length)];
      if (pads.some((pad) => pad !== 0)) input = nodes.add('Pad', [input, nodes.numbers(around)]);
      const starts = nodes.add('Mul', [this.starts, nodes.numbers(strides)]);
      const steps = strides.map((stride, axis) => stride * thinning.spatial[axis]!);
      if (layer.positions === 1) return nodes.from(input, starts, axes, steps);
      const cut = nodes.from(
        input,
        starts,
        axes,
        kernel.map(() => 1),
      );
      return this.gathered(cut, kernel, {
        strides: ints(steps),
        dilations: ints(intsAttribute(node, 'dilations') ?? kernel.map(() => 1)),
      });
    }
    if (layer.positions === 1 && isPlain(layer, strides)) return input;
    return this.gathered(input, kernel, {});
  }

  /** A convolution whose filters are all zero but for one 1: each gives what lies at one position of the window in one channel. */
  private gathered(
    input: string,
    kernel: readonly number[],
    changed: Readonly<Record<string, ReturnType<typeof ints>>>,
  ): string {
    const { nodes, layer } = this;
    const { positions } = layer;
    const channels = (layer.groups * layer.inputs) / positions;
    const filters = new Float32Array(channels * positions * positions);
    for (let filter = 0; filter < channels * positions; filter++)
      filters[filter * positions + (filter % positions)] = 1;
    const weight = nodes.constant('float32', [channels * positions, 1, ...kernel], filters);
    const strided = Object.keys(changed).length > 0;
    const kept = strided ? [] : layer.node.attribute.filter(({ name }) => name !== 'group' && name !== 'kernel_shape');
    return nodes.add('Conv', [input, weight], {
      attributes: {
        ...Object.fromEntries(kept.map((each) => [each.name, () => each])),
        ...changed,
        group: int(channels),
      },
    });
  }

  /** `[images, groups · width, …]` as `[groups, width, rows]`. */
  private grouped(tensor: string, width: number): string {
    const { nodes, layer } = this;
    const apart = nodes.reshape(tensor, [0, layer.groups, width, -1]);
    return nodes.reshape(nodes.transpose(apart, [1, 2, 0, 3]), [layer.groups, width, -1]);
  }

  /** The vectors of this width in a tensor as `[1, width, rows]`. */
  private vectors(tensor: string, width: number, isLast: boolean): string {
    const { nodes } = this;
    if (isLast) return nodes.reshape(nodes.transpose(nodes.reshape(tensor, [-1, width]), [1, 0]), [1, width, -1]);
    const count = nodes.dims(tensor, -1, Number.MAX_SAFE_INTEGER);
    const sizes = nodes.add('Concat', [nodes.numbers([-1, width]), count], { attributes: { axis: int(0) } });
    const matrices = nodes.add('Reshape', [tensor, sizes]);
    return nodes.reshape(nodes.transpose(matrices, [1, 0, 2]), [1, width, -1]);
  }

  private thinned(rows: string): string {
    const { nodes, thinning } = this;
    if (thinning.step === 1) return rows;
    const phase = nodes.add('Slice', [phaseInput, nodes.numbers([spatialPhases]), nodes.numbers([phases])]);
    const start = nodes.add('Mod', [phase, nodes.numbers([thinning.step])]);
    return nodes.from(rows, start, [2], [thinning.step]);
  }
}

/** Whether windows can be left out before they are gathered: where the file says how far the input is padded. */
export function canStride({ node, form }: RowSource): boolean {
  const automatic = textAttribute(node, 'auto_pad') ?? 'NOTSET';
  return (
    form.kind === 'convolution' &&
    form.kernel.length > 0 &&
    form.kernel.length <= spatialPhases &&
    (automatic === 'NOTSET' || automatic === 'VALID')
  );
}

/** Whether the rows of a convolution with a kernel of one element are its input as it is. */
function isPlain({ node }: RowSource, strides: readonly number[]): boolean {
  return strides.every((stride) => stride === 1) && (intsAttribute(node, 'pads') ?? []).every((pad) => pad === 0);
}
