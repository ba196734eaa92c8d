import type { Sample } from '../../data/dataset.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { freeBuffer } from '../../runtime/freeBuffer.ts';
import { bytesTaken } from './tensorBytes.ts';

type Tensors = Map<string, DenseTensor>;

/** What is kept of the runs of the base model: in every run the tensors alive at cuts and the outputs, and the samples. */
export class ActivationCache {
  private readonly runs: Tensors[] = [];
  private readonly references: (ReadonlyMap<string, DenseTensor> | undefined)[] = [];
  private kept: Sample[] | undefined = [];
  private total = 0;

  /** Bytes that are kept. */
  get bytes(): number {
    return this.total;
  }

  /** The samples, unless they are read anew each time. */
  get samples(): readonly Sample[] | undefined {
    return this.kept;
  }

  /** A tensor of a run, if it is kept. */
  get(run: number, tensor: string): DenseTensor | undefined {
    return this.runs[run]?.get(tensor);
  }

  /** What the outputs should be in a run, if it is kept; may share tensors with what {@link get} gives. */
  reference(run: number): ReadonlyMap<string, DenseTensor> | undefined {
    return this.references[run];
  }

  addSample(sample: Sample): void {
    if (this.kept === undefined) return;
    this.kept.push(sample);
    for (const tensor of sample.feeds.values()) this.total += bytesTaken(tensor);
  }

  /** Adds a run; `reference` only where it is another than the tensors of the run. */
  addRun(tensors: Tensors, reference: ReadonlyMap<string, DenseTensor> | undefined): void {
    this.runs.push(tensors);
    this.references.push(reference);
    const own = reference === undefined ? [] : [...reference.values()];
    const shared = new Set(tensors.values());
    for (const tensor of [...shared, ...own.filter((each) => !shared.has(each))]) this.total += bytesTaken(tensor);
  }

  /** Lets go of the samples. */
  dropSamples(): void {
    for (const { feeds } of this.kept ?? []) for (const tensor of feeds.values()) this.total -= bytesTaken(tensor);
    this.kept = undefined;
  }

  /** Lets go of what the outputs should be; what the runs gave stays. */
  dropReferences(): void {
    this.references.forEach((reference, run) => {
      const own = new Set(this.runs[run]?.values());
      for (const tensor of reference?.values() ?? []) if (!own.has(tensor)) this.total -= bytesTaken(tensor);
    });
    this.references.length = 0;
  }

  /** Frees all tensors of all runs but those with these names. */
  keepOnly(names: ReadonlySet<string>): void {
    for (const run of this.runs) {
      for (const [name, tensor] of run) {
        if (names.has(name)) continue;
        run.delete(name);
        this.total -= bytesTaken(tensor);
        release(tensor);
      }
    }
  }

  /** Mean bytes of a tensor in the runs so far; undefined for one that is not kept. */
  meanBytes(tensor: string): number | undefined {
    let [sum, count] = [0, 0];
    for (const run of this.runs) {
      const found = run.get(tensor);
      if (found === undefined) continue;
      sum += bytesTaken(found);
      count++;
    }
    return count === 0 ? undefined : sum / count;
  }
}

/** Frees the memory of a tensor that nobody looks at any more. */
export function release({ data }: DenseTensor): void {
  if (ArrayBuffer.isView(data)) freeBuffer(data.buffer);
}
