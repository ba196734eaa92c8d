/** What of the page a person set, kept while it is hidden. What the parts keep is theirs to understand. */
export interface PageState {
  readonly graph: unknown;
  readonly inspector: unknown;
  readonly layers: unknown;
  readonly findings: unknown;
  readonly search: unknown;
  readonly analysis: unknown;
  /** The figure that colours the graph. */
  readonly colour: string | undefined;
  /** Ids of the nodes that are selected. */
  readonly selected: readonly string[];
  readonly panels: Readonly<Record<PanelName, PanelState>>;
}

export type PanelName = 'inspector' | 'layers';

export interface PanelState {
  /** CSS pixels: the width of the inspector, the height of the layers. */
  readonly size: number;
  readonly hidden: boolean;
}

/** More selected nodes are not kept: state is written at every change. */
export const mostKept = 100;

const initial: Readonly<Record<PanelName, PanelState>> = {
  inspector: { size: 340, hidden: false },
  layers: { size: 268, hidden: false },
};

/** What was kept, as far as it can be understood: another version may have kept it. */
export function readState(kept: unknown): PageState {
  const { graph, inspector, layers, findings, search, analysis, colour, selected, panels } = fieldsOf(kept);
  return {
    ...{ graph, inspector, layers, findings, search, analysis },
    colour: typeof colour === 'string' ? colour : undefined,
    selected: Array.isArray(selected) ? selected.filter((id) => typeof id === 'string').slice(0, mostKept) : [],
    panels: { inspector: panel(panels, 'inspector'), layers: panel(panels, 'layers') },
  };
}

function panel(panels: unknown, name: PanelName): PanelState {
  const { size, hidden } = fieldsOf(fieldsOf(panels)[name]);
  return {
    size: typeof size === 'number' && size > 0 ? size : initial[name].size,
    hidden: hidden === true,
  };
}

function fieldsOf(kept: unknown): Readonly<Record<string, unknown>> {
  return Object(kept) as Readonly<Record<string, unknown>>;
}
