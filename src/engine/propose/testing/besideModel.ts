import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Long from 'long';
import sharp from 'sharp';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { FittingData } from '../../../protocol/result/proposal.ts';
import { floats, longs, npyBytes, npzBytes } from '../../data/testing/numpyFiles.ts';
import { temporaryFolder } from '../../data/testing/samples.ts';
import { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import { proposeData } from '../proposeData.ts';

export const root = await temporaryFolder();
let folders = 0;

/** Files by their paths below a folder. */
export type Layout = Readonly<Record<string, Uint8Array | string>>;

export async function folderOf(layout: Layout): Promise<string> {
  const folder = path.join(root, `${folders++}`);
  await mkdir(folder);
  for (const [name, content] of Object.entries(layout)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

/** A model of `x` [N, 2] to 3 classes. */
export function rowsModel(): Model {
  const net = new ModelBuilder({ file: 'model.onnx' });
  return net
    .output(net.node('Gemm', [net.input('x', ['N', 2]), net.matrix(2, 3)], {}, { output: 'y' }), ['N', 3])
    .build();
}

/** A model of images [N, 3, 4, 4] to so many classes. */
export function imagesModel(classes: number, type: 'float32' | 'uint8' = 'float32'): Model {
  const net = new ModelBuilder({ file: 'model.onnx' });
  const rows = net.node('Flatten', [net.input('image', ['N', 3, 4, 4], type)]);
  return net.output(net.node('Gemm', [rows, net.matrix(48, classes)], {}, { output: 'y' }), ['N', classes]).build();
}

const rows = (count: number) => floats([count, 2], new Float32Array(2 * count));
export const npz = (count: number): Uint8Array => npzBytes({ x: rows(count) });
export const labelled = (count: number): Uint8Array =>
  npzBytes({ x: rows(count), labels: longs([count], new Array<number>(count).fill(1)) });
export const npy = (count: number): Uint8Array => npyBytes(rows(count));
export const picture = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
  .png()
  .toBuffer();
export const set = onnx.TensorProto.encode(
  onnx.TensorProto.create({
    name: '',
    dataType: 1,
    dims: [1, 2].map((dim) => Long.fromNumber(dim)),
    floatData: [1, 2],
  }),
).finish();

export interface Found {
  readonly folder: string;
  readonly data: readonly string[];
  readonly evaluation: string | undefined;
  readonly unfit: readonly string[];
  readonly all: Awaited<ReturnType<typeof proposeData>>;
}

/** What is proposed beside a model, with paths relative to its folder. */
export async function found(folder: string, model = rowsModel(), name = 'model.onnx'): Promise<Found> {
  const all = await proposeData(model, path.join(folder, name), undefined);
  const place = ({ options }: FittingData): string =>
    options.kind === 'synthetic' ? '' : path.relative(folder, options.path).replaceAll(path.sep, '/');
  return {
    folder,
    data: all.data.map(place),
    evaluation: all.evaluation && place(all.evaluation),
    unfit: all.unfit.map((each) => path.relative(folder, each.path).replaceAll(path.sep, '/')),
    all,
  };
}

export const beside = async (layout: Layout, model?: Model): Promise<Found> => found(await folderOf(layout), model);

export function codes(message: Message | undefined): readonly string[] {
  if (message === undefined) return [];
  const { first, second } = message.args;
  return message.code === 'propose.sentences'
    ? [...codes(first as Message), ...codes(second as Message)]
    : [message.code];
}
