export const engines = ['ours', 'dagre', 'elk'] as const;
export type Engine = (typeof engines)[number];

/** What a process is to lay out, and with what. */
export interface LayoutTask {
  readonly engine: Engine;
  /** Index into the graphs of `graphs.ts`. */
  readonly graph: number;
  /** A folder in whose node_modules elkjs is. */
  readonly peers: string | undefined;
}

export interface LayoutFigures {
  readonly nodes: number;
  readonly targets: number;
  /** The first layout of the process, as a page does it, and the middle of some after it. In milliseconds. */
  readonly first: number;
  readonly warm: number;
  /** Crossings of lines of different nets. */
  readonly crossings: number;
}
