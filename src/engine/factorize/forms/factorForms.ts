import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { FactorizeOptions } from '../../../protocol/options/factorize.ts';
import type { LayerMatrix } from '../../linear/layerMatrix.ts';

/**
 * How a layer becomes two. `product`: a matrix product, or convolution of single pixels, becomes two of them. `channel`: the
 * convolution keeps its kernel but has fewer outputs, and one of single pixels makes all of these. `spatial`: a k×1
 * convolution and a 1×k one (Jaderberg, Vedaldi and Zisserman, 2014).
 */
export type FactorKind = 'product' | 'channel' | 'spatial';

/** One way to split a layer: what it costs. */
export interface FactorForm {
  readonly kind: FactorKind;
  /** The rank from which on nothing is lost. */
  readonly fullRank: number;
  /** MACs in one run, and elements of both weights, for each unit of the rank. */
  readonly macsPerRank: number;
  readonly parametersPerRank: number;
  /** The largest rank that costs fewer MACs than the layer; 0 where there is none. */
  readonly limit: number;
}

/** What a layer does in one run. */
export interface LayerRun {
  /** Shapes of what it reads and writes. */
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly macs: number;
}

/** The ways in which a layer without groups can be split that save MACs at rank 1 at least, or why there is none. */
export function factorForms(
  layer: LayerMatrix,
  run: LayerRun,
  convolutions: FactorizeOptions['convolutions'],
): readonly [FactorForm, ...FactorForm[]] | Message {
  const isConvolution = layer.form.kind === 'convolution' && layer.positions > 1;
  if (isConvolution && convolutions === 'none') return message('factorize.convolution', {});
  const spatial = isConvolution && convolutions !== 'channel' ? spatialForm(layer, run) : undefined;
  if (isConvolution && convolutions === 'spatial' && spatial === undefined) return message('factorize.not-square', {});
  const direct = isConvolution && convolutions === 'spatial' ? undefined : directForm(layer, run);
  const [first, ...others] = [direct, spatial].filter((form) => form !== undefined && form.limit > 0);
  return first === undefined
    ? message('factorize.too-small', { outputs: layer.outputs, inputs: layer.inputs })
    : [first, ...others.filter((form) => form !== undefined)];
}

function directForm({ outputs, inputs, positions }: LayerMatrix, { macs }: LayerRun): FactorForm {
  const macsPerRank = (macs / (outputs * inputs)) * (outputs + inputs);
  return {
    kind: positions > 1 ? 'channel' : 'product',
    fullRank: Math.min(outputs, inputs),
    macsPerRank,
    parametersPerRank: outputs + inputs,
    limit: belowMacs(macs, macsPerRank),
  };
}

/** The k×1 convolution runs over all columns of the input, and its stride is along the rows alone. */
function spatialForm({ form, outputs, inputs, positions }: LayerMatrix, run: LayerRun): FactorForm | undefined {
  if (form.kind !== 'convolution' || form.kernel.length !== 2) return undefined;
  const [high = 1, wide = 1] = form.kernel;
  if (high === 1 || wide === 1) return undefined;
  const [batch = 1, , , inputWidth = 1] = run.input;
  const [, , height = 1, width = 1] = run.output;
  const columnInputs = (inputs / positions) * high;
  const macsPerRank = batch * height * (columnInputs * inputWidth + outputs * wide * width);
  return {
    kind: 'spatial',
    fullRank: Math.min(columnInputs, outputs * wide),
    macsPerRank,
    parametersPerRank: columnInputs + outputs * wide,
    limit: belowMacs(run.macs, macsPerRank),
  };
}

function belowMacs(macs: number, macsPerRank: number): number {
  return Math.ceil(macs / macsPerRank) - 1;
}
