import './graphPane.css';
import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../src/protocol/messages/message.ts';
import { element } from '../../element.ts';
import type { PngOptions, PngResult } from '../../graph/drawing/export/scenePng.ts';
import type { ViewGraph } from '../../graph/prepare/view/viewGraph.ts';
import type { OpenedModel } from '../opened.ts';
import type { Figure } from '../figures.ts';
import type { Item, Origin } from '../selection.ts';
import { Breadcrumb, waysInto } from './breadcrumb.ts';
import { Chosen } from './chosen.ts';
import type { Drawn } from './drawn.ts';
import { Emphasis } from './emphasis.ts';
import { withItemsSeen } from './exposing.ts';
import { overlayOf } from './figureValues.ts';
import { FoundHits } from './foundHits.ts';
import { type KeyboardGround, workByKeys } from './keyboard.ts';
import { Note } from './note.ts';
import type { Path } from './path.ts';
import { withAllGroups } from './plan.ts';
import { boxesOf, netsOf } from './selected.ts';
import { ShownGraph } from './shownGraph.ts';
import { graphTexts } from './texts.ts';
import { toggled } from './toggling.ts';
import { Walking } from './walking.ts';

export interface GraphPaneOptions {
  /** What `state` gave last; it may be of another version. */
  readonly kept: unknown;
  /** The state is another one: it is to be kept. */
  readonly changed: () => void;
  /** A person wants to read about what is selected. */
  readonly openInspector: () => void;
}

/** Milliseconds: while a person pans, the state is another one in every frame. */
const changeTime = 200;
const zoomFactor = 1.25;

/** The graph of a model, with what is open in it, what is selected and how it is coloured. Fills its container. */
export class GraphPane {
  readonly element = element('div', { class: 'graph-pane' });
  /** The first drawing is painted. */
  readonly drawn: Promise<void>;
  private readonly graph: ShownGraph;
  private readonly crumbs: Breadcrumb;
  private readonly note = new Note();
  private readonly chosen: Chosen;
  private readonly emphasis: Emphasis;
  private readonly hits: FoundHits;
  private readonly ends: readonly (() => void)[];
  private walking: Walking | undefined;
  private figure: Figure | undefined;
  private painted: () => void = () => undefined;
  private changing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: GraphPaneOptions,
  ) {
    const { say, file, prepared, selection, shapes } = opened;
    this.chosen = new Chosen(selection);
    this.drawn = new Promise((resolve) => (this.painted = resolve));
    this.crumbs = new Breadcrumb(prepared.model, file, say, (path, node) => this.enter(path, node));
    const window = element('div', { class: 'graph-window' });
    this.element.append(this.crumbs.element, window);
    this.graph = new ShownGraph(
      window,
      opened,
      {
        onSelect: (boxes) => this.pick(boxes),
        onSelectNet: (net) => this.pickNet(net),
        onActivate: (box) => this.toggle(box),
        onDrawn: (drawn) => this.present(drawn),
        onSlow: (isSlow) => this.note.show(isSlow ? say(message('graph.laying-out', {})) : ''),
        onChange: () => this.change(),
        overlay: (drawn) => this.overlay(drawn),
      },
      graphTexts(say, file),
      options.kept,
    );
    this.emphasis = new Emphasis(this.graph.view);
    this.hits = new FoundHits(this.graph.view);
    window.append(...this.note.elements);
    const canvas = window.querySelector<HTMLElement>('.graph-canvas')!;
    canvas.setAttribute('aria-description', say(message('graph.keys', {})));
    workByKeys(canvas, opened, this.keyboardGround());
    this.ends = [
      selection.listen((items, origin) => this.selected(items, origin)),
      shapes.listen(() => this.graph.rewrite()),
    ];
  }

  /** To be kept as it is, in JSON. */
  get state(): object {
    return this.graph.state;
  }

  /** What is drawn now; undefined before the first drawing. */
  get view(): ViewGraph | undefined {
    return this.graph.drawn?.plan.view;
  }

  /** Colours nodes by a figure, or by the families of their operators. */
  colourBy(figure: Figure | undefined): void {
    this.figure = figure;
    const { drawn } = this.graph;
    if (drawn !== undefined) this.graph.view.setOverlay(this.overlay(drawn));
  }

  /**
   * Marks what a search found, opens what hides the node that the person is at, and moves there.
   * @param current index into `nodes`, or -1
   */
  showHits(nodes: Uint32Array, inputs: Uint32Array, current: number): void {
    const at = this.hits.set(nodes, inputs, current);
    const { drawn } = this.graph;
    if (drawn !== undefined) this.hits.mark(drawn);
    if (at !== undefined) this.reach([at]);
  }

  clearHits(): void {
    this.hits.clear();
  }

  fit(): void {
    this.graph.view.fit();
  }

  zoomIn(): void {
    this.graph.view.zoomBy(zoomFactor);
  }

  zoomOut(): void {
    this.graph.view.zoomBy(1 / zoomFactor);
  }

  zoomToSelection(): void {
    this.graph.view.zoomToSelection();
  }

  expandAll(): void {
    this.graph.show(withAllGroups(this.graph.plan, true));
  }

  collapseAll(): void {
    this.graph.show(withAllGroups(this.graph.plan, false));
  }

  /** From the body of a node to the graph around it. */
  goUp(): void {
    const { path } = this.graph.plan;
    const last = path.at(-1);
    if (last !== undefined) this.enter(path.slice(0, -1), last.node);
  }

  /** Shows what is selected with what is around it above all else, or everything alike again. */
  showNeighbourhood(): void {
    this.emphasise('neighbourhood', message('graph.select-one', {}));
  }

  /** The same for what lies between two selected nodes. */
  showPath(): void {
    this.emphasise('path', message('graph.select-two', {}));
  }

  svg(title: string): string {
    return this.graph.view.svg(title);
  }

  png(title: string, options: PngOptions): Promise<PngResult> {
    return this.graph.view.png(title, options);
  }

  focus(): void {
    this.graph.view.focus();
  }

  dispose(): void {
    clearTimeout(this.changing);
    for (const end of this.ends) end();
    this.graph.dispose();
    this.element.remove();
    this.painted();
  }

  private emphasise(kind: 'neighbourhood' | 'path', tooFew: Message): void {
    const { drawn } = this.graph;
    if (drawn === undefined) return;
    const came = this.emphasis.toggle(kind, drawn, this.chosen.boxes(drawn));
    const none = message('graph.no-path', {});
    this.note.show(came === 'too-few' ? this.opened.say(tooFew) : came === 'none' ? this.opened.say(none) : '');
  }

  private keyboardGround(): KeyboardGround {
    const { graph } = this;
    const walking = (): Walking | undefined => this.walking;
    const boxes = (): readonly number[] => (graph.drawn === undefined ? [] : this.chosen.boxes(graph.drawn));
    return {
      get drawn() {
        return graph.drawn;
      },
      get walking() {
        return walking();
      },
      get box() {
        return boxes().at(-1);
      },
      goTo: (box) => {
        this.pick([box]);
        graph.view.reveal(box);
      },
      toggle: (box) => this.toggle(box),
      openInspector: this.options.openInspector,
      escape: () => this.escape(),
      announce: (text) => this.note.say(text),
    };
  }

  private escape(): boolean {
    if (this.emphasis.clear()) return true;
    if (this.opened.selection.items.length === 0) return false;
    this.pick([]);
    return true;
  }

  private change(): void {
    this.changing ??= setTimeout(() => {
      this.changing = undefined;
      this.options.changed();
    }, changeTime);
  }

  private present(drawn: Drawn): void {
    this.walking = new Walking(drawn);
    this.mark(drawn);
    this.hits.mark(drawn);
    this.emphasis.renew(drawn);
    requestAnimationFrame(() => this.painted());
  }

  private selected(items: readonly Item[], origin: Origin): void {
    if (origin !== 'graph') {
      this.chosen.forget();
      if (items.length > 0) this.reach(items);
    }
    const { drawn } = this.graph;
    this.note.show('');
    if (drawn === undefined) return;
    this.mark(drawn);
    this.emphasis.follow(drawn, this.chosen.boxes(drawn));
  }

  private mark(drawn: Drawn): void {
    const boxes = this.chosen.boxes(drawn);
    this.graph.view.select(boxes, netsOf(drawn, this.opened.selection.items));
    const last = boxes.at(-1);
    this.crumbs.show(drawn.plan.path, last === undefined ? [] : waysInto(drawn, last));
  }

  private pick(boxes: readonly number[]): void {
    const { drawn } = this.graph;
    if (drawn === undefined) return;
    this.chosen.pick(drawn, boxes);
    // Another box of the same node is the same selection.
    this.mark(drawn);
  }

  private pickNet(net: number): void {
    const { drawn } = this.graph;
    if (drawn === undefined) return;
    this.chosen.forget();
    this.opened.selection.set([{ kind: 'tensor', tensor: drawn.plan.view.nets.tensor[net]! }], 'graph');
  }

  /** Opens what hides some items, and moves to the last of them. */
  private reach(items: readonly Item[]): void {
    const { graph } = this;
    const plan = withItemsSeen(graph.plans, graph.plan, items, (path) => graph.planOf(path));
    const last = items.slice(-1);
    graph.reach(plan, (drawn) => boxesOf(drawn, last)[0]);
  }

  private enter(path: Path, node?: number): void {
    this.graph.show(this.graph.planOf(path));
    this.chosen.forget();
    const items: readonly Item[] = node === undefined ? [] : [{ kind: 'node', node }];
    this.opened.selection.set(items, 'graph');
    if (node !== undefined) this.reach(items);
    this.focus();
  }

  private toggle(box: number): void {
    const { graph } = this;
    if (graph.drawn === undefined) return;
    graph.show(toggled(graph.plans, graph.plan, graph.drawn, box), graph.drawn.id(box));
  }

  private overlay(drawn: Drawn) {
    const { figure } = this;
    if (figure === undefined) return undefined;
    return overlayOf(figure, drawn.plan.view, drawn.scene, drawn.boxOfNode, this.opened.say);
  }
}
