import type { Module } from './module.ts';

/** Something that stands in the outline of a model. */
export interface OutlineItem {
  readonly kind: 'graph' | 'function' | 'subgraph' | 'module' | 'node';
  readonly label: string;
  /** Stands behind the label: the operator of a node, where its name does not say it. */
  readonly description: string;
  /** What it stands inside of; undefined at the top. */
  readonly parent: OutlineItem | undefined;
  /** What is inside: a module, or a graph as a whole. */
  readonly module?: Module;
  readonly node?: number;
}
