import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openModel } from '../../src/engine/onnx/open.ts';
import { withSession } from '../../src/engine/runtime/session.ts';
import type { FiguresOf, TaskOf } from './task.ts';

/** Kernels on integers, by the operator whose work they do. */
const integerKernels: Readonly<Record<string, string>> = {
  QLinearConv: 'Conv',
  ConvInteger: 'Conv',
  QLinearMatMul: 'MatMul, Gemm',
  MatMulIntegerToFloat: 'MatMul, Gemm',
  DynamicQuantizeMatMul: 'MatMul, Gemm',
  MatMulInteger: 'MatMul, Gemm',
  QGemm: 'MatMul, Gemm',
  QLinearAdd: 'Add',
  QLinearMul: 'Mul',
  QLinearConcat: 'Concat',
  QLinearAveragePool: 'AveragePool',
  QLinearGlobalAveragePool: 'GlobalAveragePool',
  QLinearSigmoid: 'Sigmoid',
  QLinearLeakyRelu: 'LeakyRelu',
  QLinearSoftmax: 'Softmax',
  QLinearWhere: 'Where',
  DynamicQuantizeLSTM: 'LSTM',
};

/** Float kernels of the same operators, with the names that fusing gives them. */
const floatKernels: Readonly<Record<string, string>> = {
  Conv: 'Conv',
  FusedConv: 'Conv',
  ConvTranspose: 'ConvTranspose',
  MatMul: 'MatMul, Gemm',
  FusedMatMul: 'MatMul, Gemm',
  Gemm: 'MatMul, Gemm',
  FusedGemm: 'MatMul, Gemm',
  Add: 'Add',
  Mul: 'Mul',
  Concat: 'Concat',
  AveragePool: 'AveragePool',
  GlobalAveragePool: 'GlobalAveragePool',
  Sigmoid: 'Sigmoid',
  LeakyRelu: 'LeakyRelu',
  Softmax: 'Softmax',
  Where: 'Where',
  LSTM: 'LSTM',
};

/** Counts the kernels that the runtime chose, read from the graph as it optimized it, the bodies of If and Loop included. */
export async function countKernels({ model: file }: TaskOf<'kernels'>): Promise<FiguresOf<'kernels'>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'whittle-bench-'));
  try {
    const optimizedModelFile = path.join(folder, 'optimized.onnx');
    await withSession(file, { threads: 1, optimizedModelFile }, () => Promise.resolve());
    const model = openModel(optimizedModelFile);
    const operators: Record<string, { integer: number; float: number }> = {};
    let conversions = 0;
    let nodes = 0;
    for (const graph of model.graphs()) {
      for (const { opType } of graph.nodes) {
        nodes++;
        if (opType === 'QuantizeLinear' || opType === 'DequantizeLinear') conversions++;
        const name = integerKernels[opType] ?? floatKernels[opType];
        if (name === undefined) continue;
        const counts = (operators[name] ??= { integer: 0, float: 0 });
        counts[opType in integerKernels ? 'integer' : 'float']++;
      }
    }
    model.close();
    return { operators, conversions, nodes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
