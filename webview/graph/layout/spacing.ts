/** Distances of a drawing, in the unit of the node sizes (CSS pixels at zoom 1). */
export interface Spacing {
  /** Between nodes side by side. */
  readonly node: number;
  /** Between a lane and what is beside it: a node or another lane. */
  readonly lane: number;
  /** Between one rank and the next, at least; horizontal tracks may need more. */
  readonly rank: number;
  /** Between horizontal tracks, unless there are so many that the space between two ranks would exceed `maximalTracks`. */
  readonly track: number;
  /** What the tracks between two ranks take at most. */
  readonly maximalTracks: number;
  /** From a rank to the nearest track above or below it: room for a corner and an arrow head. */
  readonly trackMargin: number;
  /** Between two edges that enter or leave a node on the same side. */
  readonly port: number;
  /** How far before a corner an edge branches, so that the corner can be rounded with this radius. */
  readonly corner: number;
  /** Inside an expanded group: above its members, where its name stands. */
  readonly header: number;
  /** Inside an expanded group: left of, right of and below its members. */
  readonly padding: number;
  /** Between parts of a graph that nothing connects. */
  readonly part: number;
}

export const defaultSpacing: Spacing = {
  node: 24,
  lane: 14,
  rank: 30,
  track: 8,
  maximalTracks: 480,
  trackMargin: 12,
  port: 12,
  corner: 6,
  header: 26,
  padding: 14,
  part: 48,
};
