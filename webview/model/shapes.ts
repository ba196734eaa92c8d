import type { ValueType } from '../../src/protocol/graph/structure.ts';
import type { MeasuredShapes } from '../../src/protocol/result/shapes.ts';
import type { GraphModel } from '../graph/prepare/graphModel.ts';

/** Types and shapes of tensors: what the file says, and where it says nothing, what a run of the model showed. */
export class Shapes {
  private readonly listeners = new Set<() => void>();
  /** By the number of the tensor: its place in what was measured. */
  private readonly places = new Map<number, number>();
  private measured: MeasuredShapes | undefined;

  constructor(private readonly model: GraphModel) {}

  /** Name of the element type, such as `float32`; undefined where it is not known. */
  type(tensor: number): string | undefined {
    const declared: ValueType | undefined = this.model.tensorType(tensor);
    return declared?.name ?? this.measured?.types[this.place(tensor)];
  }

  /** Such as `64×3×7×7`, empty for a scalar; undefined where it is not known. */
  shape(tensor: number): string | undefined {
    return this.model.tensorShape(tensor) ?? this.measured?.dims[this.place(tensor)]?.join('×');
  }

  /** Whether the shape is one that a run showed: with another input it may be another. */
  isMeasured(tensor: number): boolean {
    return this.model.tensorShape(tensor) === undefined && this.places.has(tensor);
  }

  /** What a run showed, for the tensors of the main graph. */
  measure(measured: MeasuredShapes): void {
    const place = new Map(measured.names.map((name, index) => [name, index]));
    this.places.clear();
    this.measured = measured;
    const [start = 0, end = 0] = this.model.structure.graphs.tensorStart;
    for (let tensor = start; tensor < end; tensor++) {
      const found = place.get(this.model.tensorName(tensor));
      if (found !== undefined) this.places.set(tensor, found);
    }
    for (const listener of this.listeners) listener();
  }

  /** @returns what ends the listening */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private place(tensor: number): number {
    return this.places.get(tensor) ?? -1;
  }
}
