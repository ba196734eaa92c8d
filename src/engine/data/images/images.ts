import { message } from '../../../protocol/messages/catalogue.ts';
import { userError } from '../../../protocol/userError.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { convertElements } from '../convert.ts';
import type { Dataset, Sample, Selection, StateFeedback } from '../dataset.ts';
import type { ModelInput } from '../modelInputs.ts';
import { selectedIndices } from '../selection.ts';
import type { ImagesSpec } from '../spec.ts';
import { decodeImage } from './decodeImage.ts';
import { imageFiles } from './imageFiles.ts';
import { type ImageFormat, imageFormat } from './imageFormat.ts';
import { normalizeImage } from './normalizeImage.ts';

/**
 * Images of a folder as feeds of a model with one input of images, decoded one by one.
 * @throws UserError where the model takes no images, something else beside them, or the folder has none
 */
export async function openImages(
  spec: ImagesSpec,
  inputs: readonly ModelInput[],
  feedback: readonly StateFeedback[],
): Promise<Dataset> {
  const fedBack = new Set(feedback.map((each) => each.input));
  const [input, other] = inputs.filter((each) => !fedBack.has(each.name));
  if (input === undefined) throw userError('data.array-missing', { source: spec.path, input: '', present: '' });
  if (other !== undefined) throw userError('data.image-other-input', { input: input.name, other: other.name });
  const { format, notes: assumed } = imageFormat(input, spec.preprocessing ?? {}, spec.dims);
  requireCoveredFrame(input, format);
  const { files, labels, notes } = await imageFiles(spec);
  const size = Math.floor(files.length / format.batch);
  if (size === 0) throw userError('data.images-few', { source: spec.path, count: files.length, batch: format.batch });
  if (labels !== undefined && labels.length !== files.length) {
    throw userError('data.label-count', { source: spec.path, labels: labels.length, samples: files.length });
  }
  const leftOver = files.length - size * format.batch;
  const left =
    leftOver === 0 ? [] : [message('data.rows-left', { array: spec.path, rows: leftOver, batch: format.batch })];
  return {
    source: spec.path,
    synthetic: false,
    size,
    hasLabels: labels !== undefined,
    feedback,
    notes: [...assumed, ...notes, ...left],
    samples: (selection) => readImages(input.name, format, size, files, labels, selection),
  };
}

/** An image whose shorter side is less than the frame would leave a part of it empty. */
function requireCoveredFrame(input: ModelInput, { fit, resizeTo, width, height }: ImageFormat): void {
  const needed = Math.max(width, height);
  if (fit === 'crop' && resizeTo !== undefined && resizeTo < needed) {
    throw userError('data.image-resize', { input: input.name, resizeTo, needed });
  }
}

async function* readImages(
  input: string,
  format: ImageFormat,
  size: number,
  files: readonly string[],
  labels: readonly number[] | undefined,
  selection: Selection | undefined,
): AsyncGenerator<Sample> {
  const { batch } = format;
  for (const index of selectedIndices(size, selection)) {
    const chosen = files.slice(index * batch, (index + 1) * batch);
    const feeds = new Map([[input, await readFeed(input, format, chosen)]]);
    const own = labels?.slice(index * batch, (index + 1) * batch);
    yield { index, feeds, ...(own !== undefined && { labels: own }) };
  }
}

async function readFeed(input: string, format: ImageFormat, files: readonly string[]): Promise<DenseTensor> {
  const { type, batch, channels, width, height, layout } = format;
  const length = channels * height * width;
  const dims = layout === 'NCHW' ? [batch, channels, height, width] : [batch, height, width, channels];
  const values = new Float32Array(batch * length);
  for (const [row, file] of files.entries()) {
    normalizeImage(await decodeImage(file, format), format, values.subarray(row * length, (row + 1) * length));
  }
  if (type === 'uint8') return { type, dims, data: Uint8Array.from(values) };
  const conversion = { array: files[0] ?? input, input, from: 'float32', to: type } as const;
  return { type, dims, data: convertElements(values, conversion) };
}
