import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import type { DataOptions } from '../options/data.ts';
import { formatBytes } from '../quantity.ts';
import type { SamplesUsed } from '../result/evaluation.ts';
import type { Fact } from '../result/fact.ts';
import type { ModelFile } from '../result/modelFile.ts';
import type { RecipeSource } from '../recipes/recipeSource.ts';
import type { Report } from '../result/report.ts';

/** With what a model was made and measured: files with their fingerprints, data, versions, machine. */
export function makingFacts(report: Report): readonly Fact[] {
  const { input, output, recipeFile, data, accuracy, latency, versions, machine } = report;
  const { processor, platform, architecture, physicalCores: cores, memory } = machine;
  const facts: Fact[] = [
    ...fileFacts(message('markdown.input', {}), input),
    ...fileFacts(message('markdown.output', {}), output),
    ...(recipeFile === undefined ? [] : recipeFacts(recipeFile)),
  ];
  if (data !== undefined) facts.push({ label: message('page.calibration', {}), value: dataText(data) });
  if (accuracy !== undefined)
    facts.push({ label: message('page.comparison', {}), value: samplesText(accuracy.samples) });
  if (latency !== undefined) {
    facts.push({ label: message('page.speed', {}), value: message('page.speed-runs', { runs: latency.runs }) });
  }
  return [
    ...facts,
    {
      label: message('markdown.versions', {}),
      value: `Whittle ${versions.whittle}, onnxruntime ${versions.onnxruntime}, Node ${versions.node}`,
    },
    {
      label: message('markdown.machine', {}),
      value: message('page.processor', { processor, platform, architecture, cores, memory: formatBytes(memory) }),
    },
  ];
}

function fileFacts(label: Message, { path, bytes, sha256, dataFiles }: ModelFile): readonly Fact[] {
  const own = bytes - dataFiles.reduce((sum, file) => sum + file.bytes, 0);
  const size = (path: string, bytes: number): Message => message('page.bytes', { path, size: formatBytes(bytes) });
  return [
    { label, value: size(path, own) },
    { label: message('page.fingerprint', { path }), value: sha256 },
    ...dataFiles.flatMap((file) => [
      { label: message('page.data-file', {}), value: size(file.path, file.bytes) },
      { label: message('page.fingerprint', { path: file.path }), value: file.sha256 },
    ]),
  ];
}

function recipeFacts({ path, sha256, name }: RecipeSource): readonly Fact[] {
  const value = name === undefined ? path : message('recipes.fact-named', { name, path });
  return [
    { label: message('recipes.fact', {}), value },
    { label: message('page.fingerprint', { path }), value: sha256 },
  ];
}

function dataText(data: DataOptions): string | Message {
  return data.kind === 'synthetic' ? message('page.synthetic-data', {}) : data.path;
}

function samplesText({ count, source, synthetic, heldOut }: SamplesUsed): Message {
  if (synthetic) return message('page.samples-synthetic', { count });
  return message(heldOut ? 'page.samples-held-out' : 'page.samples', { count, source });
}
