import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import { isReal, realsOf } from '../../onnx/reals.ts';

/** Nodes that leave the mean of every channel what it is. */
const keepingMeans: ReadonlySet<string> = new Set(['Identity', 'Dropout', 'AveragePool', 'GlobalAveragePool']);

/**
 * The mean of each channel of a tensor as far as the file tells it without data: after a batch normalization, shift and scale are mean and
 * deviation; of what a Relu, or a Clip at zero, makes of that, were it Gaussian, there is a closed form. Undefined for all else.
 */
export function expectedMeans(model: Model, tensor: string): Float64Array | undefined {
  const node = model.graph.producer(tensor);
  if (node === undefined || (node.domain !== '' && node.domain !== 'ai.onnx')) return undefined;
  const input = node.input[0] ?? '';
  if (keepingMeans.has(node.opType)) return expectedMeans(model, input);
  if (node.opType === 'Relu') return rectified(model, input, Infinity);
  if (node.opType === 'Clip') {
    const [low, high] = [scalar(model, node.input[1]), scalar(model, node.input[2])];
    return low === 0 && high !== undefined ? rectified(model, input, high) : undefined;
  }
  return normalized(model, node)?.shifts;
}

function rectified(model: Model, tensor: string, limit: number): Float64Array | undefined {
  const node = model.graph.producer(tensor);
  const found = node && normalized(model, node);
  return found?.shifts.map((shift, channel) => {
    const deviation = Math.abs(found.scales[channel]!);
    const beyond = limit === Infinity ? 0 : meanAboveZero(shift - limit, deviation);
    return meanAboveZero(shift, deviation) - beyond;
  });
}

/** Shift and scale of each channel of a batch normalization. */
function normalized(model: Model, node: onnx.NodeProto) {
  if (node.opType !== 'BatchNormalization') return undefined;
  const [scales, shifts] = [vector(model, node.input[1]), vector(model, node.input[2])];
  return scales && shifts && { scales, shifts };
}

function vector(model: Model, tensor = ''): Float64Array | undefined {
  const constant = model.constant(model.graph, tensor);
  return constant !== undefined && isReal(constant.type) ? Float64Array.from(realsOf(constant)) : undefined;
}

function scalar(model: Model, tensor = ''): number | undefined {
  const values = tensor === '' ? undefined : vector(model, tensor);
  return values?.length === 1 ? values[0] : undefined;
}

/** The mean of max(x, 0) for x from N(mean, deviation²): mean · Φ(mean / deviation) + deviation · φ(mean / deviation). */
export function meanAboveZero(mean: number, deviation: number): number {
  if (!(deviation > 0)) return Math.max(0, mean);
  const z = mean / deviation;
  return mean * normalDistribution(z) + (deviation * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** The share of N(0, 1) below z, by the series about 0 and the continued fraction of the tail (Abramowitz and Stegun, 26.2.11, 26.2.14). */
function normalDistribution(z: number): number {
  const size = Math.abs(z);
  const density = Math.exp((-size * size) / 2) / Math.sqrt(2 * Math.PI);
  let upper: number;
  if (size < 3) {
    let term = size;
    let sum = size;
    for (let n = 3; term > 1e-17 * sum; n += 2) sum += term *= (size * size) / n;
    upper = 0.5 - density * sum;
  } else {
    let fraction = size;
    for (let n = 60; n > 0; n--) fraction = size + n / fraction;
    upper = density / fraction;
  }
  return z < 0 ? upper : 1 - upper;
}
