import type { FileText, MetadataEntry } from './facts.ts';

/** The kinds of attributes of the format. */
export type AttributeKind =
  | 'float'
  | 'int'
  | 'string'
  | 'tensor'
  | 'sparse-tensor'
  | 'type'
  | 'graph'
  | 'floats'
  | 'ints'
  | 'strings'
  | 'tensors'
  | 'sparse-tensors'
  | 'types'
  | 'graphs'
  | 'undefined';

export interface AttributeDetails {
  readonly name: string;
  readonly kind: AttributeKind;
  /** The value; of a tensor its type, shape and first elements. */
  readonly value: FileText;
  /** Graphs that are its value, by their number. */
  readonly graphs: readonly number[];
  /** In the body of a function: the attribute of the caller that gives the value. */
  readonly givenBy?: string;
  readonly documentation: FileText;
}

/** What is asked for of one node when it is looked at. */
export interface NodeDetails {
  readonly attributes: readonly AttributeDetails[];
  readonly documentation: FileText;
  readonly metadata: readonly MetadataEntry[];
}

/** What is asked for of one tensor when it is looked at. */
export interface TensorDetails {
  readonly documentation: FileText;
  readonly metadata: readonly MetadataEntry[];
  /** Where the elements lie; absent for tensors that are computed. */
  readonly stored?: {
    /** Path of the file: the model's own or a data file beside it. */
    readonly file: string;
    /** Bytes as they are stored. */
    readonly bytes: number;
    /** Byte at which they begin; absent where they are spread. */
    readonly offset?: number;
    readonly sparse: boolean;
  };
}
