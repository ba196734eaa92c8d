import type { Message } from '../../protocol/messages/message.ts';
import { medianInterval } from './median.ts';
import type { Block, Loaded } from './resident.ts';

/** A model on an execution provider. */
export interface MeasuredModel {
  readonly file: string;
  /** What is said of it is said by this name; by its file where there is none. */
  readonly name?: string;
  readonly provider: string;
}

/** A block of runs with its median, by which it is compared. */
export interface TimedBlock extends Block {
  readonly median: number;
}

/** What one process of a model gave. */
export interface Launch {
  readonly loaded: Loaded;
  readonly blocks: readonly TimedBlock[];
}

/** A model that takes part, with all that is known of it. It takes part until it fails. */
export class Contender {
  readonly model: MeasuredModel;
  failure: Message | undefined;
  private readonly known: { readonly loaded: Loaded; readonly blocks: TimedBlock[] }[] = [];

  constructor(model: MeasuredModel) {
    this.model = model;
  }

  /** What messages call it. */
  get name(): string {
    return this.model.name ?? this.model.file;
  }

  /** One for each process that was loaded. */
  get launches(): readonly Launch[] {
    return this.known;
  }

  /** Whether there is a block of it at all. */
  get isTimed(): boolean {
    return this.known.some(({ blocks }) => blocks.length > 0);
  }

  addLaunch(loaded: Loaded): void {
    this.known.push({ loaded, blocks: [] });
  }

  /** A block of the last launch. */
  addBlock(block: Block): void {
    this.known.at(-1)?.blocks.push({ ...block, median: medianOf(block.times) });
  }
}

/** The median of run times. */
export function medianOf(times: Float64Array): number {
  return medianInterval(Array.from(times)).median;
}

/**
 * With which contender each is compared: the first model on the same provider, or where that is the model itself, on the first
 * provider. The first of all is compared with none.
 */
export function referenceOf(contender: Contender, all: readonly Contender[]): Contender | undefined {
  const [first] = all;
  if (first === undefined || first === contender) return undefined;
  const { file, provider } = contender.model;
  if (file === first.model.file) return first;
  return all.find(({ model }) => model.file === first.model.file && model.provider === provider);
}
