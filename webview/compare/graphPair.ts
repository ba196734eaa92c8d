import type { Comparison, SideName } from '../graph/compare/comparison.ts';
import { openAround } from '../graph/prepare/collapse.ts';
import { sideDrawing } from '../graph/compare/union/sideDrawing.ts';
import { collapsedAtFirst, type UnionGraph, unionGraph, unionLayout } from '../graph/compare/union/unionGraph.ts';
import { GraphView } from '../graph/drawing/view/graphView.ts';
import type { Viewport } from '../graph/drawing/viewport/viewport.ts';
import { LayoutClient } from '../graph/layout/worker/layoutClient.ts';
import { graphTexts } from '../model/graph/texts.ts';
import type { Say } from '../page.ts';
import { CompareContent } from './compareContent.ts';
import { SideBoxes } from './sideBoxes.ts';
import { walkFrom } from './walk.ts';

/** What a pair of graphs is told at first, and whom it tells. */
export interface GraphPairOptions {
  readonly say: Say;
  /** Where each side is drawn; a side that cannot be read has no place. */
  readonly places: Readonly<Partial<Record<SideName, HTMLElement>>>;
  readonly names: Readonly<Record<SideName, string>>;
  readonly viewport?: unknown;
  /** Hears which item a person has chosen in one of the graphs; undefined for none. */
  readonly selected: (item: number | undefined) => void;
  readonly moved: (viewport: Viewport) => void;
}

interface Side {
  readonly name: SideName;
  readonly view: GraphView;
  boxes: SideBoxes | undefined;
}

/** Two graphs beside each other: what both have stands at the same place, and both are panned and zoomed as one. */
export class GraphPair {
  private readonly union: UnionGraph;
  private readonly content: CompareContent;
  private readonly client = new LayoutClient();
  private readonly ending = new AbortController();
  private readonly sides: readonly Side[];
  private collapsed: Uint8Array<ArrayBuffer>;
  private selected: number | undefined;
  /** The other side is being moved along. */
  private following = false;
  private first = true;

  constructor(
    comparison: Comparison,
    private readonly options: GraphPairOptions,
  ) {
    const { say, places, names, viewport } = options;
    this.union = unionGraph(comparison);
    this.content = new CompareContent(this.union, say);
    this.collapsed = collapsedAtFirst(this.union);
    this.sides = (['before', 'after'] as const).flatMap((name) => {
      const place = places[name];
      if (place === undefined) return [];
      const view: GraphView = new GraphView(place, {
        texts: graphTexts(say, names[name]),
        viewport,
        events: {
          onSelect: ([...boxes]) => this.chosen(side, boxes.at(-1)),
          onActivate: (box) => void this.toggle(side, box),
          onMove: (next) => this.follow(side, next),
        },
      });
      place.addEventListener('keydown', (event) => this.key(side, event));
      const side: Side = { name, view, boxes: undefined };
      return [side];
    });
  }

  /** Lays out and shows what is open. @param anchor what keeps its place: a group, by its number in the union */
  async draw(anchor?: number): Promise<void> {
    const { union, content } = this;
    const [main] = this.sides;
    if (main === undefined) return;
    const graph = unionLayout(union, this.collapsed, content.sizes(main.view.currentStyle.fitter));
    const drawing = await this.client.lay(graph, this.ending.signal);
    const bounds = { left: 0, top: 0, right: drawing.width, bottom: drawing.height };
    this.following = true;
    for (const side of this.sides) {
      const laid = sideDrawing(union, side.name, graph, drawing);
      const box = anchor === undefined ? -1 : (side.boxes?.ofGroup(anchor) ?? -1);
      const scene = content.scene(side.name, laid);
      side.view.show(scene, { bounds, ...(box >= 0 && { anchor: box }) });
      side.boxes = new SideBoxes(union, side.name, scene, laid);
    }
    this.following = false;
    if (this.first) this.begin();
    this.mark();
    this.lead(this.sides.find(({ boxes }) => anchor !== undefined && boxes!.ofGroup(anchor) >= 0) ?? main);
  }

  /** Selects an item on the sides that have it, and brings it into the windows. */
  async select(item: number | undefined): Promise<void> {
    this.selected = item;
    if (item !== undefined && this.isHidden(item)) {
      const { groups } = this.union;
      this.collapsed = openAround(groups.parent, this.collapsed, groups.ofItem[item]!);
      await this.draw();
    }
    this.mark();
    if (item === undefined) return;
    const side = this.sides.find(({ boxes }) => (boxes?.ofItem(item) ?? -1) >= 0);
    if (side === undefined) return;
    this.lead(side);
    side.view.reveal(side.boxes!.ofItem(item));
  }

  fit(): void {
    const [main] = this.sides;
    if (main === undefined) return;
    this.lead(main);
    main.view.fit();
  }

  dispose(): void {
    this.ending.abort();
    this.client.dispose();
    for (const { view } of this.sides) view.dispose();
  }

  private begin(): void {
    this.first = false;
    // Where nothing was kept, each would begin where its own first box is.
    const [main, ...others] = this.sides;
    for (const { view } of others) view.lookAt(main!.view.viewport);
  }

  /** One side is about to move: another one that is still on its way somewhere stops. */
  private lead(side: Side): void {
    this.follow(side, side.view.viewport);
  }

  private follow(side: Side, viewport: Viewport): void {
    if (this.following) return;
    this.following = true;
    for (const other of this.sides) if (other !== side) other.view.lookAt(viewport);
    this.following = false;
    this.options.moved(viewport);
  }

  private mark(): void {
    for (const { view, boxes } of this.sides) {
      const box = this.selected === undefined ? -1 : (boxes?.ofItem(this.selected) ?? -1);
      view.select(box < 0 ? [] : [box]);
    }
  }

  private isHidden(item: number): boolean {
    const { groups } = this.union;
    for (let group = groups.ofItem[item]!; group >= 0; group = groups.parent[group]!) {
      if (this.collapsed[group] === 1) return true;
    }
    return false;
  }

  private chosen({ boxes }: Side, box: number | undefined): void {
    const item = box === undefined ? undefined : boxes?.itemOf(box);
    this.selected = item;
    this.mark();
    this.options.selected(item);
  }

  /** Opens a closed group, and closes an open one. */
  private async toggle({ boxes }: Side, box: number): Promise<void> {
    const group = boxes?.groupOf(box);
    if (group === undefined) return;
    this.collapsed = this.collapsed.slice();
    this.collapsed[group] = 1 - this.collapsed[group]!;
    await this.draw(group);
  }

  private key(side: Side, event: KeyboardEvent): void {
    const { view, boxes } = side;
    if (boxes === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = this.selected === undefined ? -1 : boxes.ofItem(this.selected);
    if (event.key === 'Escape' && this.selected !== undefined) this.chosen(side, undefined);
    else if (box < 0) return;
    else {
      const next = walkFrom(view, box, event.key, (each) => boxes.itemOf(each) !== undefined);
      if (next === undefined) return;
      this.chosen(side, next);
      this.lead(side);
      view.reveal(next);
    }
    event.preventDefault();
  }
}
