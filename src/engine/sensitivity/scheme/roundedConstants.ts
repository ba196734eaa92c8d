import type { Model } from '../../onnx/model.ts';

/** Constants of a model, or of a part of it, that some of their readers are to see rounded; each is stored once. */
export class RoundedConstants {
  private readonly part: Model;
  /** Names of what is stored, by what it is: the parameters of a weight are one object for all that share them. */
  private readonly names = new Map<unknown, string>();

  constructor(part: Model) {
    this.part = part;
  }

  /** The name under which the values are stored; `make` is called where `key` is new. */
  store(tensor: string, key: unknown, dims: readonly number[], make: () => Float32Array): string {
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const { graph } = this.part;
    const name = graph.freshName(`${tensor}_rounded`);
    graph.addInitializer(this.part.tensor(name, 'float32', dims, make()));
    this.names.set(key, name);
    return name;
  }

  /** Takes out a stored tensor that nobody reads any more. */
  drop(tensor: string): void {
    const { graph } = this.part;
    if (graph.initializer(tensor) === undefined && graph.sparseInitializer(tensor) === undefined) return;
    if (graph.consumers(tensor).size === 0 && !graph.isOutput(tensor)) graph.removeInitializer(tensor);
  }
}
