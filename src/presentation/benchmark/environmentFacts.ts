import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatBytes, formatSeconds, formatShare, rounded } from '../../protocol/quantity.ts';
import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import type { SamplesUsed } from '../../protocol/result/evaluation.ts';
import type { Fact } from '../../protocol/result/fact.ts';
import { dateText } from '../dateText.ts';

/** In what surroundings and how it was measured: what must be the same for the figures to be the same. */
export function environmentFacts({
  created,
  environment,
  options,
  samples,
  versions,
  variants,
}: BenchmarkReport): readonly Fact[] {
  const { processor, platform, architecture, physicalCores: cores, memory } = environment;
  const { threads, load, governor, otherUse, vnni, providers } = environment;
  const machine = message('page.processor', { processor, platform, architecture, cores, memory: formatBytes(memory) });
  const facts: (Fact | undefined)[] = [
    { label: message('presentation.created', {}), value: dateText(created) },
    { label: message('markdown.machine', {}), value: machine },
    yesOrNo(message('presentation.vnni', {}), vnni),
    { label: message('presentation.threads', {}), value: String(threads) },
    options.spinning
      ? undefined
      : { label: message('presentation.spinning', {}), value: message('presentation.no', {}) },
    load === undefined ? undefined : { label: message('presentation.load', {}), value: rounded(load) },
    governor === undefined ? undefined : { label: message('presentation.governor', {}), value: governor },
    otherUse === undefined ? undefined : { label: message('presentation.other-use', {}), value: formatShare(otherUse) },
    { label: message('presentation.providers', {}), value: providers.join(', ') },
    { label: message('presentation.data', {}), value: samplesText(samples) },
    { label: message('presentation.measured', {}), value: measuredText(options) },
    {
      label: message('markdown.versions', {}),
      value: `Whittle ${versions.whittle}, onnxruntime ${versions.onnxruntime}, Node ${versions.node}`,
    },
    ...variants.map(({ file: { path, sha256 } }) => ({ label: message('page.fingerprint', { path }), value: sha256 })),
  ];
  const known = facts.filter((fact) => fact !== undefined);
  // A file on several providers is one file.
  return [...new Map(known.map((fact) => [JSON.stringify(fact), fact])).values()];
}

function yesOrNo(label: Message, value: boolean | undefined): Fact | undefined {
  if (value === undefined) return undefined;
  return { label, value: message(value ? 'presentation.yes' : 'presentation.no', {}) };
}

function measuredText({ seconds, precision, launches }: BenchmarkReport['options']): Message {
  const texts = { seconds: formatSeconds(seconds), precision: formatShare(precision), launches };
  return message('presentation.measured-how', texts);
}

function samplesText({ count, source, synthetic, heldOut }: SamplesUsed): Message {
  if (synthetic) return message('page.samples-synthetic', { count });
  return message(heldOut ? 'page.samples-held-out' : 'page.samples', { count, source });
}
