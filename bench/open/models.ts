import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { encodeModel } from '../../src/engine/onnx/encode.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { pieceLength } from '../../src/engine/onnx/payload.ts';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { digitsFile } from '../../test/fixtures/digits.ts';
import { exportedTransformer } from '../../test/fixtures/exportedTransformer.ts';
import { largeModel } from '../../test/fixtures/largeModel.ts';
import { ModelBuilder } from '../../test/fixtures/modelBuilder.ts';
import { textRecognizer } from '../../test/fixtures/realModels.ts';
import { resnet50 } from '../../test/fixtures/resnet50.ts';

/** A model that is opened. */
export interface OpenedCase {
  readonly name: string;
  readonly what: string;
  readonly file: string;
}

interface GeneratedCase {
  readonly name: string;
  readonly what: string;
  readonly save: (file: string) => void;
}

const generated: readonly GeneratedCase[] = [
  { name: 'resnet50', what: 'ResNet-50, seeded weights', save: (file) => saveModel(resnet50(), file) },
  ...[1000, 10_000, 50_000].flatMap((count) => [
    {
      name: `transformer-${count}`,
      what: `transformer, ${count} nodes`,
      save: (file: string) => saveModel(exportedTransformer(count), file),
    },
    {
      name: `residual-${count}`,
      what: `residual network, ${count} nodes`,
      save: (file: string) => saveModel(residualNetwork(count), file),
    },
  ]),
  { name: 'gigabyte', what: '1 GB, 768 nodes', save: (file) => saveSparse(largeModel(256, 1024), file) },
];

/** The models of the benchmark; what has to be generated is kept in a folder. */
export function openedCases(folder: string): readonly OpenedCase[] {
  mkdirSync(folder, { recursive: true });
  return [
    { name: 'digits', what: 'the sample', file: digitsFile },
    { name: 'pp-ocr-rec', what: 'text recognizer of PP-OCR', file: textRecognizer.file },
    ...generated.map(({ name, what, save }) => {
      const file = path.join(folder, `${name}.onnx`);
      if (!existsSync(file)) {
        // A name of its own until it is whole.
        const part = path.join(folder, `${name}.part.onnx`);
        save(part);
        renameSync(part, file);
      }
      return { name, what, file };
    }),
  ];
}

/** Residual blocks of two convolutions with batch normalisation, as exporters write them; at least `nodeCount` nodes. */
function residualNetwork(nodeCount: number): Model {
  const channels = 4;
  const net = new ModelBuilder({ opset: 17, file: 'residual.onnx' });
  let [x, count] = [net.input('images', ['batch', channels, 32, 32]), 0];
  const add = (operator: string, inputs: readonly string[], name: string): string => {
    count++;
    return net.node(operator, inputs, {}, { name, output: `${name}_output_0` });
  };
  const normalized = (from: string, module: string): string => {
    const convolved = add('Conv', [from, net.weight([channels, channels, 1, 1])], `${module}/conv/Conv`);
    const statistics = ['scale', 'bias', 'mean', 'variance'].map(() => net.uniform([channels], 0.5, 1.5));
    return add('BatchNormalization', [convolved, ...statistics], `${module}/bn/BatchNormalization`);
  };
  for (let block = 0; count < nodeCount; block++) {
    const module = `/blocks.${block}`;
    const inner = add('Relu', [normalized(x, `${module}/first`)], `${module}/first/Relu`);
    const sum = add('Add', [normalized(inner, `${module}/second`), x], `${module}/Add`);
    x = add('Relu', [sum], `${module}/Relu`);
  }
  return net.output(x, ['batch', channels, 32, 32]).build();
}

/** Writes a model with holes in the place of its weights, which take no room on disk and read as zeros. */
function saveSparse(model: Model, file: string): void {
  const { pieces, size } = encodeModel(model, () => ({ kind: 'inline' }));
  const descriptor = openSync(file, 'w');
  let at = 0;
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) writeSync(descriptor, piece, 0, piece.length, at);
    at += pieceLength(piece);
  }
  ftruncateSync(descriptor, size);
  closeSync(descriptor);
}
