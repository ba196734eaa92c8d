import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { openModel } from '../../src/engine/onnx/open.ts';
import type { ObserverName } from '../../src/protocol/options/quantizeStatic.ts';
import { modelsWithAccuracy } from './accuracy.ts';
import type { Case } from './cases.ts';
import { type Peer, type PeerSetting, runPeer } from './peer.ts';
import { comparedSamples, type ModelRecord, variantName, type Variant } from './records.ts';
import { type Outcome, runTask } from './runTask.ts';
import { type SampleFolder, writeSamples } from './sampleFolder.ts';
import type { QuantizeFigures, Variants } from './task.ts';

/** Seed of the calibration samples. */
const calibrationSeed = 1;
/** Threads on which latency is measured. */
const threadCounts = [1, 2] as const;

/** Measures one model, step by step, into its record. `keep` is called after each step with what it came to. */
export class CaseMeasurement {
  private readonly subject: Case;
  private readonly folder: string;
  private readonly file: string;
  private readonly opset: number;
  private readonly record: ModelRecord;
  private readonly keep: (what: string) => void;

  constructor(subject: Case, folder: string, records: Record<string, ModelRecord>, keep: (what: string) => void) {
    mkdirSync(folder, { recursive: true });
    this.subject = subject;
    this.folder = folder;
    this.file = subject.file(folder);
    const model = openModel(this.file);
    this.opset = model.opset() ?? 0;
    model.close();
    this.record = records[subject.name] ??= {
      bytes: statSync(this.file).size,
      plain: {},
      quantize: {},
      latency: {},
      kernels: {},
      accuracy: {},
    };
    this.keep = (what) => keep(`${subject.name}: ${what}`);
  }

  async samples(count: number): Promise<SampleFolder> {
    return writeSamples(await this.subject.data(count, calibrationSeed), path.join(this.folder, `samples-${count}`));
  }

  async plain(samples: SampleFolder): Promise<void> {
    const outcome = await runTask<'plain'>({ kind: 'plain', model: this.file, samples });
    if (outcome.kind === 'done') this.record.plain[samples.count] = outcome.figures;
    this.keep(`plain inference of ${samples.count} samples: ${told(outcome)}`);
  }

  async ours(observer: ObserverName, samples: SampleFolder): Promise<void> {
    const variant: Variant = { tool: 'ours', setting: observer, samples: samples.count };
    const output = this.output(variant);
    this.quantized(
      variant,
      await runTask<'quantize'>({ kind: 'quantize', model: this.file, samples, observer, output }),
    );
  }

  async python(peer: Peer, setting: PeerSetting, samples: SampleFolder): Promise<void> {
    const variant: Variant = { tool: 'python', setting: setting.name, samples: samples.count };
    this.quantized(variant, await runPeer(peer, setting, this.model, samples, this.output(variant)));
  }

  async kernels(): Promise<void> {
    for (const [name, model] of Object.entries(this.variants())) {
      const outcome = await runTask<'kernels'>({ kind: 'kernels', model });
      if (outcome.kind === 'done') this.record.kernels[name] = outcome.figures;
      else this.record.kernels[name] = { failed: outcome.reason };
    }
    this.keep('kernels counted');
  }

  async latency(runs: number): Promise<void> {
    const samples = await this.samples(comparedSamples);
    for (const threads of threadCounts) {
      const variants = this.loadableVariants();
      const outcome = await runTask<'latency'>({ kind: 'latency', variants, samples, threads, runs });
      if (outcome.kind === 'done') this.record.latency[threads] = outcome.figures;
      this.keep(`latency on ${threads} threads: ${outcome.kind === 'done' ? 'measured' : outcome.reason}`);
    }
  }

  async accuracy(count: number): Promise<void> {
    const { name } = this.subject;
    if (!modelsWithAccuracy.includes(name)) return;
    const compared = Object.entries(this.loadableVariants()).filter(
      ([variant]) => variant === 'float' || variant.endsWith(` ${comparedSamples}`),
    );
    const variants = Object.fromEntries(compared);
    const outcome = await runTask<'accuracy'>({ kind: 'accuracy', name, variants, samples: count });
    if (outcome.kind === 'done') this.record.accuracy = outcome.figures;
    this.keep(`accuracy: ${outcome.kind === 'done' ? 'measured' : outcome.reason}`);
  }

  get model(): { readonly file: string; readonly opset: number } {
    return { file: this.file, opset: this.opset };
  }

  private quantized(variant: Variant, outcome: Outcome<QuantizeFigures>): void {
    const name = variantName(variant);
    const bytes = outcome.kind === 'done' ? { bytes: statSync(this.output(variant)).size } : {};
    this.record.quantize[name] = { ...variant, outcome: withoutFolder(outcome), ...bytes };
    this.keep(`${name}: ${told(outcome)}`);
  }

  private output(variant: Variant): string {
    return path.join(this.folder, `${variantName(variant).replaceAll(' ', '-')}.onnx`);
  }

  /** The float model and all that was made of it. */
  private variants(): Variants {
    const variants: Record<string, string> = { float: this.file };
    for (const variant of Object.values(this.record.quantize)) {
      const output = this.output(variant);
      if (variant.outcome.kind === 'done' && existsSync(output)) variants[variantName(variant)] = output;
    }
    return variants;
  }

  private loadableVariants(): Variants {
    const loads = (name: string): boolean => {
      const kernels = this.record.kernels[name];
      return kernels === undefined || !('failed' in kernels);
    };
    return Object.fromEntries(Object.entries(this.variants()).filter(([name]) => loads(name)));
  }
}

function told(outcome: Outcome<{ readonly seconds: number; readonly peakBytes: number }>): string {
  if (outcome.kind === 'failed') return outcome.reason;
  const { seconds, peakBytes } = outcome.figures;
  return `${seconds.toFixed(2)} s, ${Math.round(peakBytes / 1e6)} MB`;
}

/** Results are kept and shown elsewhere, where paths of this machine mean nothing. */
function withoutFolder(outcome: Outcome<QuantizeFigures>): Outcome<QuantizeFigures> {
  if (outcome.kind === 'done') return outcome;
  return { kind: 'failed', reason: outcome.reason.replaceAll(process.cwd() + path.sep, '') };
}
