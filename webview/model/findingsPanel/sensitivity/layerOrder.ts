import type { SensitiveLayer } from '../../../../src/protocol/result/sensitivity.ts';

type Compare = (one: SensitiveLayer, other: SensitiveLayer) => number;

/** In which order layers are shown. Those that come later are put to the end: what is seen already keeps its place. */
export class LayerOrder {
  private layers: ReadonlyMap<string, SensitiveLayer> = new Map();
  private shown: readonly string[] = [];

  /** Ids of the layers, in their order. */
  get ids(): readonly string[] {
    return this.shown;
  }

  get all(): readonly SensitiveLayer[] {
    return this.shown.map((id) => this.layers.get(id)!);
  }

  layer(id: string): SensitiveLayer | undefined {
    return this.layers.get(id);
  }

  /** Takes what is known by now. @returns whether rows came or went */
  take(layers: readonly SensitiveLayer[]): boolean {
    const before = this.layers;
    this.layers = new Map(layers.map((layer) => [layer.node, layer]));
    const kept = this.shown.filter((id) => this.layers.has(id));
    const came = [...this.layers.keys()].filter((id) => !before.has(id));
    if (came.length === 0 && kept.length === this.shown.length) return false;
    this.shown = [...kept, ...came];
    return true;
  }

  arrange(compare: Compare): void {
    // From the order in which they run, so that equal ones do not depend on what was looked at before.
    this.shown = [...this.layers.values()].sort(compare).map(({ node }) => node);
  }

  /** Whether {@link arrange} would change nothing of note. */
  isArranged(compare: Compare): boolean {
    const { all } = this;
    return all.every((layer, index) => index === 0 || compare(all[index - 1]!, layer) <= 0);
  }
}
