import type { onnx } from '../../engine/onnx/generated/onnx.js';
import type { Model } from '../../engine/onnx/model.ts';
import { hasMacs } from '../../engine/profile/macs/registry.ts';
import { inspectModel } from '../../engine/report/inspect.ts';
import type { FileText, MetadataEntry, ModelFacts } from '../../protocol/graph/facts.ts';
import type { NumberedModel } from './numbering.ts';

/** Longer texts of a file are cut off: nobody reads them, and some hold whole files. */
const longest = 65_536;

export function fileText(text: string): FileText {
  return { text: text.slice(0, longest), length: text.length };
}

export function metadataEntries(entries: readonly onnx.StringStringEntryProto[]): readonly MetadataEntry[] {
  return entries.map(({ key, value }) => ({ key, value: fileText(value) }));
}

/** @param macs by the number of the node, NaN where they are not known */
export function modelFacts(numbered: NumberedModel, macs: Float64Array): ModelFacts {
  const { model } = numbered;
  const { proto } = model;
  return {
    inspection: { ...inspectModel(model), macs: { ...sumMacs(numbered, macs), measured: false } },
    dataFiles: dataFiles(model),
    name: model.graph.proto.name,
    domain: proto.domain,
    modelVersion: proto.modelVersion.toString(),
    documentation: fileText(proto.docString),
    graphDocumentation: fileText(model.graph.proto.docString),
    metadata: metadataEntries(proto.metadataProps),
  };
}

/** The sum over the main graph. Nodes inside other graphs count as unknown: whether and how often they run is not. */
function sumMacs({ nodes, graphs }: NumberedModel, macs: Float64Array): { total: number; unknown: number } {
  const mainNodes = graphs[1]?.firstNode ?? nodes.length;
  let total = 0;
  let unknown = 0;
  for (const [node, proto] of nodes.entries()) {
    if (!hasMacs(proto)) continue;
    const count = node < mainNodes ? (macs[node] ?? Number.NaN) : Number.NaN;
    if (Number.isNaN(count)) unknown++;
    else total += count;
  }
  return { total, unknown };
}

function dataFiles(model: Model): ModelFacts['dataFiles'] {
  return model.sources.slice(1).map(({ path, name, size }) => ({ path: path ?? name, bytes: size }));
}
