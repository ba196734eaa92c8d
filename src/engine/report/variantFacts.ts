import type { BenchmarkVariant } from '../../protocol/result/benchmark.ts';
import type { Feeds } from '../data/dataset.ts';
import type { Model } from '../onnx/model.ts';
import { countMacs, macsByNode } from '../profile/nodeMacs.ts';
import { storedWeights } from '../profile/storedWeights.ts';
import { fusionReport } from '../runtime/fusionReport.ts';
import { tensorTypes } from '../runtime/tensorTypes.ts';
import { describeModelFiles } from './modelFiles.ts';

/** What is in the files of a model. */
export type StoredFacts = Pick<BenchmarkVariant, 'file' | 'parameters' | 'sparsity'>;

/** @param base the folder that paths are relative to. @throws UserError where a file cannot be read or a weight is damaged */
export async function storedFacts(model: Model, base: string): Promise<StoredFacts> {
  const { parameters, zeros } = await storedWeights(model);
  const file = await describeModelFiles(model.file, base);
  return { file, parameters, sparsity: parameters === 0 ? 0 : zeros / parameters };
}

/**
 * MACs of a run on these inputs, and those of them that run on integers on the CPU of this machine.
 * @throws UserError when the model cannot be loaded or run
 */
export async function runFacts(
  model: Model,
  feeds: Feeds,
  options: { readonly temporaryFolder: string; readonly threads?: number },
): Promise<Required<Pick<BenchmarkVariant, 'macs'>>> {
  const types = await tensorTypes(model, feeds, options);
  const byNode = macsByNode(model.graph, types);
  const fused = await fusionReport(model, options);
  const integer = fused.reduce((sum, { node, kind }) => (kind === 'integer' ? sum + (byNode.get(node) ?? 0) : sum), 0);
  return { macs: { total: countMacs(model, types).total, integer } };
}
