import type { Model } from '../../onnx/model.ts';
import type { NamedLayer } from '../layers.ts';

/** How large a model is. */
export interface Size {
  readonly parameters: number;
  /** Of one run. */
  readonly macs: number;
}

/** A model with a share of one layer taken away. */
export interface CurveStep extends Size {
  /** What really goes, 0 to 1. */
  readonly share: number;
  /** A copy that may be thrown away. */
  readonly make: () => Promise<Model>;
}

/** What can be taken away of one group of channels, or of the weights of one layer. */
export interface LayerCurve {
  readonly id: string;
  readonly layers: readonly NamedLayer[];
  readonly units: number;
  /** By rising share, each another one. */
  readonly steps: readonly CurveStep[];
}

/** How large the model is without shares of several layers, by their ids. */
export type SizeOf = (shares: ReadonlyMap<string, number>) => Size;

export interface Curves {
  readonly layers: readonly LayerCurve[];
  readonly sizeOf: SizeOf;
}

/** So many shares, evenly between nothing and all. */
export function sharesOf(levels: number): readonly number[] {
  return Array.from({ length: levels }, (_, level) => (level + 1) / (levels + 1));
}
