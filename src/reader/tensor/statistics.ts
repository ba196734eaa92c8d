import type { StatisticsQuery, TensorStatistics } from '../../protocol/graph/tensor.ts';
import { ChannelFigures } from './channels.ts';
import { Figures } from './figures.ts';
import { HistogramCounts } from './histogram.ts';
import { realPieces } from '../../engine/onnx/elements/pieces.ts';
import type { NumericElements } from '../../engine/onnx/elements/storedElements.ts';

/**
 * Figures of all elements of a tensor, which is read twice, in pieces: the bins of its histogram need its range.
 * @param query the axis must be one of the tensor's
 */
export async function computeStatistics(
  elements: NumericElements,
  { bins, axis }: Omit<StatisticsQuery, 'tensor'>,
  signal?: AbortSignal,
): Promise<TensorStatistics> {
  const figures = new Figures();
  const channels = axis === undefined ? undefined : new ChannelFigures(elements.dims, axis);
  for await (const numbers of realPieces(elements, signal)) {
    figures.add(numbers);
    channels?.add(numbers);
  }
  const { zeros, nan, positiveInfinity, negativeInfinity, min, max, mean, deviation } = figures;
  const finite = figures.count > 0;
  return {
    elements: elements.count,
    zeros,
    nan,
    positiveInfinity,
    negativeInfinity,
    min: finite ? min : null,
    max: finite ? max : null,
    mean: finite ? finiteOrNull(mean) : null,
    deviation: finite ? finiteOrNull(deviation) : null,
    histogram: finite ? await histogram(elements, min, max, bins, signal) : null,
    channels: channels?.ranges() ?? null,
  };
}

async function histogram(elements: NumericElements, min: number, max: number, bins: number, signal?: AbortSignal) {
  const counts = new HistogramCounts(min, max, bins, /^(u?int|bool)/.test(elements.type));
  for await (const numbers of realPieces(elements, signal)) counts.add(numbers);
  return counts.histogram();
}

/** Elements of a tensor that are zero. */
export async function countZeros(elements: NumericElements, signal?: AbortSignal): Promise<number> {
  let zeros = 0;
  for await (const numbers of realPieces(elements, signal)) {
    for (const value of numbers) if (value === 0) zeros++;
  }
  return zeros;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
