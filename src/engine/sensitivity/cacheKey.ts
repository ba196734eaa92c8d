import { createHash } from 'node:crypto';
import type { RunOptions } from '../../protocol/options/run.ts';
import type { SensitivityOptions } from '../../protocol/options/sensitivity.ts';
import type { QuantizePass } from '../../protocol/recipe.ts';
import { version } from '../../protocol/version.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Model } from '../onnx/model.ts';
import { modelFingerprint, samplesFingerprint } from '../quantize/fingerprint.ts';
import { machine } from '../runtime/machine.ts';

/** What a result follows from. */
export interface Measured {
  readonly model: Model;
  readonly pass: QuantizePass;
  /** The samples that ranges are taken from, and those that layers are measured on. */
  readonly data: { readonly calibration: Dataset; readonly evaluation: Dataset };
  readonly options: SensitivityOptions;
  readonly run: RunOptions;
}

/** Where a result is kept: one that leaves out nothing, and one that may, because a budget ended it. */
export interface CacheKeys {
  readonly complete: string;
  readonly partial: string;
}

/**
 * SHA-256 of everything that a result follows from. Stale are results of
 * - another model, by its contents, whatever its file is called;
 * - other samples or labels, again by their contents;
 * - another way of quantizing, or another wish of what to measure;
 * - another version of Whittle or of the runtime, or a processor on which the runtime has other integer kernels.
 *
 * Threads and memory change nothing but the time. A file of calibration statistics fits model and data, or is not used. A budget changes
 * what is left out, so it concerns those results alone that left out something.
 */
export async function cacheKeys({ model, pass, data, options, run }: Measured): Promise<CacheKeys> {
  const { architecture, avx2, avx512, vnni, dotProduct, runtimeVersion } = machine();
  const { signal, top, apart, allBut, budget } = options;
  const complete = sha256({
    model: modelFingerprint(model),
    calibration: pass.pass === 'quantize-dynamic' ? null : await samplesFingerprint(data.calibration),
    evaluation: await samplesFingerprint(data.evaluation),
    pass: { ...pass, options: { ...pass.options, statistics: null } },
    wishes: { signal, top: top ?? null, apart, allBut },
    seed: run.seed,
    version,
    machine: [runtimeVersion, architecture, avx2, avx512, vnni, dotProduct].map((each) => each ?? null),
  });
  return { complete, partial: sha256({ complete, budget: budget ?? null }) };
}

function sha256(parts: object): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
