import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFloat } from '../../src/engine/onnx/elementType.ts';
import { onnx } from '../../src/engine/onnx/generated/onnx.js';
import { realsOf } from '../../src/engine/onnx/reals.ts';
import { type DenseTensor, readTensor } from '../../src/engine/onnx/tensor.ts';

/** Where the ONNX project's own test models lie once `node scripts/conformance.mjs` has fetched them. */
export const conformanceFolder = '.cache/libonnx-testdata/usr/share/libonnx-testdata/data';

export const hasConformanceSet = existsSync(conformanceFolder);

/** A model with inputs and the outputs it should give for them. */
export interface ConformanceCase {
  /** Folder of the case below the set, such as `node/test_abs`. */
  readonly name: string;
  readonly model: string;
  readonly sets: readonly DataSet[];
}

/** Files of one run, in the order of the model's inputs and outputs. */
export interface DataSet {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Folders of the set: single operators, small graphs, and models converted from PyTorch. */
const groups = ['node', 'simple', 'pytorch-converted', 'pytorch-operator'] as const;

/** Every case of the set whose model is part of it, in a fixed order. */
export function conformanceCases(): readonly ConformanceCase[] {
  return groups.flatMap((group) =>
    readdirSync(join(conformanceFolder, group))
      .toSorted()
      .map((name) => caseIn(`${group}/${name}`)),
  );
}

function caseIn(name: string): ConformanceCase {
  const folder = join(conformanceFolder, name);
  const sets = readdirSync(folder)
    .filter((each) => each.startsWith('test_data_set_'))
    .toSorted()
    .map((each) => dataSet(join(folder, each)));
  return { name, model: join(folder, 'model.onnx'), sets };
}

function dataSet(folder: string): DataSet {
  const files = readdirSync(folder);
  const numbered = (kind: string): readonly string[] =>
    files
      .filter((file) => file.startsWith(`${kind}_`) && file.endsWith('.pb'))
      .toSorted((a, b) => fileNumber(a) - fileNumber(b))
      .map((file) => join(folder, file));
  return { inputs: numbered('input'), outputs: numbered('output') };
}

function fileNumber(file: string): number {
  return Number.parseInt(file.slice(file.indexOf('_') + 1), 10);
}

/** The tensor in a file of a data set; only for inputs and outputs that are tensors, not sequences or optionals. */
export function readDataTensor(file: string): DenseTensor {
  return readTensor(onnx.TensorProto.decode(readFileSync(file)), undefined, file);
}

/** How far a float may be off, as the ONNX project has it for its own backend tests. */
export const conformanceTolerance = { relative: 1e-3, absolute: 1e-7 };

/**
 * What is wrong with a tensor, in words, or undefined when it is as expected: same type, shape and elements, floats within
 * the tolerance.
 */
export function difference(
  actual: DenseTensor,
  expected: DenseTensor,
  { relative, absolute }: { readonly relative: number; readonly absolute: number } = conformanceTolerance,
): string | undefined {
  if (actual.type !== expected.type) return `type ${actual.type} instead of ${expected.type}`;
  const [dims, expectedDims] = [actual.dims.join(), expected.dims.join()];
  if (dims !== expectedDims) return `shape [${dims}] instead of [${expectedDims}]`;
  const real = isFloat(actual.type);
  const [values, wanted] = real ? [realsOf(actual), realsOf(expected)] : [actual.data, expected.data];
  for (let index = 0; index < wanted.length; index++) {
    const [value, want] = [values[index], wanted[index]];
    if (Object.is(value, want)) continue;
    if (real && Math.abs(Number(value) - Number(want)) <= absolute + relative * Math.abs(Number(want))) continue;
    return `${String(value)} instead of ${String(want)} at ${index}`;
  }
  return undefined;
}
