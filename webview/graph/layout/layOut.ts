import type { GraphDrawing } from './drawing.ts';
import { checkGraph, type LayoutGraph } from './graph.ts';
import { BlockCache } from './hierarchy/blockCache.ts';
import { compose, type LaidOutScope } from './hierarchy/compose.ts';
import { layOutScope } from './hierarchy/layOutScope.ts';
import { ScopeBuilder } from './hierarchy/scopeBuilder.ts';
import { scopeNetsOf } from './hierarchy/scopeNets.ts';
import { scopesOf } from './hierarchy/scopes.ts';
import type { ScopeLayout } from './layered/scopeGraph.ts';
import { defaultSpacing, type Spacing } from './spacing.ts';

export interface LayoutOptions {
  readonly spacing?: Spacing;
  /** Blocks of earlier layouts, so that after a change only what changed is laid out again. One spacing, one cache. */
  readonly cache?: BlockCache;
}

/** A layout was stopped by its `shouldStop`. */
export class LayoutStopped extends Error {
  override readonly name = 'LayoutStopped';
}

/**
 * Draws a graph in ranks from above to below, each expanded group as a box by itself. The same graph is always drawn the same,
 * bit for bit. Time and memory are in proportion to nodes and targets.
 * @param options.shouldStop asked every few milliseconds
 * @throws LayoutStopped when `shouldStop` said so; RangeError where the graph contradicts itself
 */
export function layOut(graph: LayoutGraph, options: LayoutOptions & { shouldStop?: () => boolean } = {}): GraphDrawing {
  const steps = layOutInSteps(graph, options);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    if (options.shouldStop?.() === true) throw new LayoutStopped();
  }
}

/** As {@link layOut}, a few milliseconds at a time: a worker can look at its messages in between, and just not go on. */
export function* layOutInSteps(graph: LayoutGraph, options: LayoutOptions = {}): Generator<void, GraphDrawing> {
  const { spacing = defaultSpacing, cache = new BlockCache() } = options;
  checkGraph(graph);
  const scopes = scopesOf(graph);
  const nets = scopeNetsOf(graph, scopes);
  yield;
  const laidOut = new Map<number, LaidOutScope>();
  const builder = new ScopeBuilder(graph, scopes, nets);
  cache.begin();
  yield;
  for (const scope of scopes.innerFirst) {
    const numbered = builder.build(scope);
    const make = (): Generator<void, ScopeLayout> => layOutScope(numbered.graph, spacing, cache.parts);
    // The whole drawing is like no other.
    const layout = scope === 0 ? yield* make() : yield* cache.scopes.layout(numbered.graph, make);
    builder.note(scope, layout);
    laidOut.set(scope, { ...numbered, layout });
  }
  cache.end();
  yield;
  return compose(graph, scopes, nets, laidOut);
}
