import type { NodeDetails, TensorDetails } from './details.ts';
import type { ModelStructure } from './structure.ts';
import type {
  ArrayExport,
  ExportedArray,
  StatisticsQuery,
  TensorStatistics,
  TensorValues,
  ValuesQuery,
  Zeros,
  ZerosQuery,
} from './tensor.ts';

/** What a page may ask the reader of the model it shows. The editor only passes on. */
export interface PageReaderRequests {
  readonly structure: { readonly argument: null; readonly result: ModelStructure };
  readonly node: { readonly argument: { readonly node: number }; readonly result: NodeDetails };
  readonly tensor: { readonly argument: { readonly tensor: number }; readonly result: TensorDetails };
  readonly statistics: { readonly argument: StatisticsQuery; readonly result: TensorStatistics };
  readonly values: { readonly argument: ValuesQuery; readonly result: TensorValues };
  readonly zeros: { readonly argument: ZerosQuery; readonly result: Zeros };
}

/** All names of {@link PageReaderRequests}, for whoever passes requests on. */
export const pageReaderRequestNames = [
  'structure',
  'node',
  'tensor',
  'statistics',
  'values',
  'zeros',
] as const satisfies readonly (keyof PageReaderRequests)[];

/** What the reader can be asked. Where files are written to is for the editor to say, never for a page. */
export interface ReaderRequests extends PageReaderRequests {
  readonly exportArray: { readonly argument: ArrayExport; readonly result: ExportedArray };
}

/** What can be said to the reader. */
export interface ReaderSide {
  readonly notification: never;
  readonly requests: ReaderRequests;
}

/** What the reader says by itself to whoever started it. */
export interface ReaderOwnerSide {
  readonly notification:
    /** The file is no longer the one that was opened: only a new reader can read from it. */
    | { readonly type: 'changed' }
    /** An error that no person can put right. */
    | { readonly type: 'defect'; readonly stack: string };
  readonly requests: object;
}

/** What a reader is started with: a file, or the bytes of one that is on no disk. */
export type ReaderSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'memory'; readonly name: string; readonly bytes: Uint8Array };
