/**
 * Where everything is drawn, as typed columns that can be transferred between threads. x grows to the right, y downwards; 0, 0
 * is the upper left corner of the whole drawing.
 */
export interface GraphDrawing {
  readonly width: number;
  readonly height: number;
  /** Upper left corners of the nodes. A node inside a collapsed group is in the middle of that group. */
  readonly nodeX: Float32Array;
  readonly nodeY: Float32Array;
  /** Rectangles of the groups. A group inside a collapsed one has no size and is in the middle of that one. */
  readonly groupX: Float32Array;
  readonly groupY: Float32Array;
  readonly groupWidth: Float32Array;
  readonly groupHeight: Float32Array;
  /**
   * Where the paths of each net begin; one more than there are nets. A net is a tree of paths, each a polyline between two of
   * its branching points or ends, so that what several readers share is drawn once. Corners are meant to be rounded, with the
   * radius `corner` of the spacing. A net that is hidden in a collapsed group has no paths.
   */
  readonly netPath: Uint32Array;
  /** The path that each path continues, or -1 where it begins at the net's source. */
  readonly pathParent: Int32Array;
  /** Where the points of each path begin; one more than there are paths. */
  readonly pathStart: Uint32Array;
  readonly pointX: Float32Array;
  readonly pointY: Float32Array;
  /**
   * For each entry of `netTarget` the path that ends at that target, or at the collapsed group that hides it; -1 where source
   * and target are hidden in the same group. From there, `pathParent` leads back to the source.
   */
  readonly targetPath: Int32Array;
}
