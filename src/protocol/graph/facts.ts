import type { Inspection } from '../result/inspection.ts';

/** A text of the file, cut off where it is very long. */
export interface FileText {
  readonly text: string;
  /** UTF-16 units of the whole text. */
  readonly length: number;
}

/** An entry of some `metadata_props`. */
export interface MetadataEntry {
  readonly key: string;
  readonly value: FileText;
}

/** What the file says about the model as a whole. */
export interface ModelFacts {
  /** Sums, operators, producer, opsets, inputs and outputs; MACs as the declared shapes give them. */
  readonly inspection: Inspection;
  /** Files beside the model that hold its weights. */
  readonly dataFiles: readonly { readonly path: string; readonly bytes: number }[];
  readonly name: string;
  readonly domain: string;
  /** A number of 64 bits, as text. */
  readonly modelVersion: string;
  readonly documentation: FileText;
  /** Documentation of the main graph. */
  readonly graphDocumentation: FileText;
  readonly metadata: readonly MetadataEntry[];
}
