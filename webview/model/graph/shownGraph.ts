import type { Overlay } from '../../graph/drawing/overlay/overlay.ts';
import { GraphView, type GraphViewTexts } from '../../graph/drawing/view/graphView.ts';
import type { GraphEvents } from '../../graph/drawing/view/interaction.ts';
import type { Viewport } from '../../graph/drawing/viewport/viewport.ts';
import type { OpenedModel } from '../opened.ts';
import { Drawer } from './drawer.ts';
import type { Drawn } from './drawn.ts';
import { graphAt, type Path } from './path.ts';
import { openingOf, type Plan, Plans } from './plan.ts';
import { graphPath, keptPath, type Left, type PaneState, readPath, readState } from './state.ts';

/** What a shown graph tells, and asks for. */
export interface ShownGraphEvents extends Omit<GraphEvents, 'onMove'> {
  /** Another drawing is in the window. */
  readonly onDrawn: (drawn: Drawn) => void;
  /** Whether the next drawing is slow to come. */
  readonly onSlow: (isSlow: boolean) => void;
  /** What is kept is another. */
  readonly onChange: () => void;
  readonly overlay: (drawn: Drawn) => Overlay | undefined;
}

/** Milliseconds after which a person wonders whether anything happens. */
const slowAfter = 300;

/** A graph of the model in a window, with what is open in it. The old drawing stays until the new one is there. */
export class ShownGraph {
  readonly plans: Plans;
  readonly view: GraphView;
  private readonly drawer: Drawer;
  private readonly plansOf = new Map<number, Plan>();
  private readonly left: Map<string, Left>;
  private wanted: Plan;
  private current: Drawn | undefined;
  /** What is to keep its place, and where to go, when the next drawing is there. */
  private anchor: number | undefined;
  private goal: ((drawn: Drawn) => number | undefined) | undefined;

  constructor(
    container: HTMLElement,
    private readonly opened: OpenedModel,
    private readonly events: ShownGraphEvents,
    texts: GraphViewTexts,
    kept: unknown,
  ) {
    // The worker starts while the view is prepared.
    this.drawer = new Drawer(opened);
    this.plans = new Plans(opened.prepared);
    const { path, graphs } = readState(kept);
    this.left = new Map(Object.entries(graphs));
    this.wanted = this.planOf(readPath(opened.prepared.model, path));
    this.view = new GraphView(container, {
      texts,
      events: { ...events, onMove: (viewport) => this.moved(viewport) },
      viewport: this.leftOf(this.wanted).viewport,
    });
    void this.draw();
  }

  /** What is to be shown; it may be on its way still. */
  get plan(): Plan {
    return this.wanted;
  }

  /** What is in the window. */
  get drawn(): Drawn | undefined {
    return this.current;
  }

  get state(): PaneState {
    return { path: keptPath(this.opened.prepared.model, this.wanted.path), graphs: Object.fromEntries(this.left) };
  }

  /** The plan of a graph as it was left, else of the first look at it. */
  planOf(path: Path): Plan {
    const graph = graphAt(path);
    const known = this.plansOf.get(graph);
    if (known !== undefined) return { ...known, path };
    const opening = this.left.get(graphPath(this.opened.prepared.model, graph))?.opening;
    return opening === undefined ? this.plans.first(path) : this.plans.restored(path, opening);
  }

  /** @param anchor id of a box that is to stay where it is */
  show(plan: Plan, anchor?: number): void {
    if (plan === this.wanted) return;
    this.wanted = plan;
    this.anchor = anchor ?? this.anchor;
    this.plansOf.set(plan.view.graph, plan);
    this.leave(plan, { opening: openingOf(plan) });
    void this.draw();
    this.events.onChange();
  }

  /** Shows a plan, and moves to a box of it when it is there. */
  reach(plan: Plan, goal: (drawn: Drawn) => number | undefined): void {
    this.goal = goal;
    if (plan !== this.wanted) this.show(plan);
    else if (this.current?.plan === plan) this.arrive(this.current);
  }

  /** Draws the same with other texts. */
  rewrite(): void {
    this.drawer.forgetTexts();
    void this.draw();
  }

  dispose(): void {
    this.drawer.dispose();
    this.view.dispose();
  }

  private async draw(): Promise<void> {
    const slow = setTimeout(() => this.events.onSlow(true), slowAfter);
    let drawn: Drawn | undefined;
    try {
      drawn = await this.drawer.draw(this.wanted, this.view.currentStyle.fitter);
    } finally {
      clearTimeout(slow);
    }
    if (drawn !== undefined) this.put(drawn);
  }

  private put(drawn: Drawn): void {
    const before = this.current;
    const anchor = this.anchor === undefined ? undefined : before?.box(this.anchor);
    const overlay = this.events.overlay(drawn);
    const isOther = before !== undefined && before.plan.view.graph !== drawn.plan.view.graph;
    this.current = drawn;
    this.anchor = undefined;
    this.view.show(drawn.scene, {
      ...(overlay === undefined ? {} : { overlay }),
      ...(anchor === undefined ? {} : { anchor }),
      ...(isOther ? { start: { viewport: this.leftOf(drawn.plan).viewport } } : {}),
    });
    this.events.onSlow(false);
    this.events.onDrawn(drawn);
    this.arrive(drawn);
  }

  private arrive(drawn: Drawn): void {
    const box = this.goal?.(drawn);
    this.goal = undefined;
    if (box !== undefined) this.view.reveal(box);
  }

  private moved(viewport: Viewport): void {
    if (this.current === undefined) return;
    this.leave(this.current.plan, { viewport });
    this.events.onChange();
  }

  private leave({ view }: Plan, how: Left): void {
    const path = graphPath(view.model, view.graph);
    this.left.set(path, { ...this.left.get(path), ...how });
  }

  private leftOf({ view }: Plan): Left {
    return this.left.get(graphPath(view.model, view.graph)) ?? {};
  }
}
