import type { BenchmarkVariant } from '../../../protocol/result/benchmark.ts';
import { UserError } from '../../../protocol/userError.ts';
import type { Model } from '../../onnx/model.ts';
import type { JobContext } from '../context.ts';

/** A model on a provider, and what is known of it by now. */
export interface BenchmarkRow {
  readonly place: number;
  readonly model: Model;
  variant: BenchmarkVariant;
}

/** The rows of a benchmark, the original on the first provider first. Whatever becomes known of one is told at once. */
export class BenchmarkRows {
  readonly all: readonly BenchmarkRow[];
  private readonly context: Pick<JobContext, 'finding'>;

  constructor(rows: readonly Omit<BenchmarkRow, 'place'>[], context: Pick<JobContext, 'finding'>) {
    this.all = rows.map((row, place) => ({ ...row, place }));
    this.context = context;
    for (const row of this.all) this.tell(row);
  }

  /** Those of which nothing failed so far. */
  get sound(): readonly BenchmarkRow[] {
    return this.all.filter(({ variant }) => variant.failure === undefined);
  }

  add(row: BenchmarkRow, found: Partial<BenchmarkVariant>): void {
    row.variant = { ...row.variant, ...found };
    this.tell(row);
  }

  /** Does something with a model; what a person has to hear of it, if it fails, becomes the reason in its rows. */
  async attempt(rows: readonly BenchmarkRow[], action: () => Promise<Partial<BenchmarkVariant>>): Promise<void> {
    const found = await action().catch((error: unknown) => {
      if (error instanceof UserError) return { failure: error.detail };
      throw error;
    });
    for (const row of rows) this.add(row, found);
  }

  private tell({ place, variant }: BenchmarkRow): void {
    this.context.finding({ kind: 'benchmark', place, variant });
  }
}
