import './inspector.css';
import { element } from '../../element.ts';
import { buildView } from '../../graph/prepare/view/buildView.ts';
import type { ViewGraph } from '../../graph/prepare/view/viewGraph.ts';
import { VariantMaking } from '../findingsPanel/variantMaking.ts';
import type { Notices } from '../notices.ts';
import type { OpenedModel } from '../opened.ts';
import type { Item } from '../selection.ts';
import { ViewContext } from './context.ts';
import { groupView } from './groupView.ts';
import { keptInspector } from './keptInspector.ts';
import { modelView } from './modelView.ts';
import { nodeView } from './nodeView.ts';
import { Sections } from './sections.ts';
import { selectionView } from './selectionView.ts';
import { tensorView } from './tensorView.ts';

export interface InspectorOptions {
  /** What {@link Inspector.state} was; it may be of another version. */
  readonly kept: unknown;
  /** Hears that the state is another. */
  readonly changed: () => void;
  /** What is drawn now: the groups that are selected are of it. Without it, groups are those of the main graph with all bodies closed. */
  readonly drawn?: () => ViewGraph | undefined;
  /** Tell what came of something that takes longer than one looks at a thing. */
  readonly notices: Notices;
}

/** Shows what is selected: the model, a node, a tensor, a group, or several of them. Fills its column and scrolls by itself. */
export class Inspector {
  readonly element: HTMLElement;
  private readonly content = element('div', { class: 'inspected' });
  private readonly sections: Sections;
  private readonly variants: VariantMaking;
  private readonly endListening: () => void;
  private shown = new AbortController();
  private mainView: ViewGraph | undefined;
  /** Where to scroll once there is room: what is asked for comes later. */
  private wantedScroll: { readonly of: string; readonly scroll: number } | undefined;

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: InspectorOptions,
  ) {
    const kept = keptInspector(options.kept);
    this.wantedScroll = kept;
    this.sections = new Sections(kept.sections, options.changed);
    this.element = element('div', { class: 'inspector', tabindex: -1 }, this.content);
    this.variants = new VariantMaking(opened, options.notices);
    this.listen();
    this.endListening = opened.selection.listen((items) => this.show(items));
    this.fill(opened.selection.items);
  }

  /** To be kept while the page is hidden. */
  get state(): object {
    const scroll = Math.round(this.wantedScroll?.scroll ?? this.element.scrollTop);
    return { sections: this.sections.state, scroll, of: selectionKey(this.opened.selection.items) };
  }

  focus(): void {
    const title = this.content.querySelector<HTMLElement>('.title');
    (title ?? this.element).focus({ preventScroll: true });
  }

  dispose(): void {
    this.endListening();
    this.shown.abort();
    this.variants.dispose();
    this.element.remove();
  }

  private listen(): void {
    this.element.addEventListener('scroll', () => {
      if (this.wantedScroll === undefined) this.options.changed();
    });
    // Whoever scrolls knows better where to be.
    for (const event of ['wheel', 'pointerdown', 'keydown'] as const)
      this.element.addEventListener(event, () => (this.wantedScroll = undefined), { passive: true });
    new ResizeObserver(() => this.scrollToWanted()).observe(this.content);
  }

  private show(items: readonly Item[]): void {
    const hadFocus = this.element.contains(document.activeElement);
    if (this.wantedScroll?.of !== selectionKey(items)) this.wantedScroll = undefined;
    this.element.scrollTop = 0;
    this.fill(items);
    // The link that led here is gone, and the focus with it.
    if (hadFocus) this.focus();
    this.options.changed();
  }

  private fill(items: readonly Item[]): void {
    this.shown.abort();
    this.shown = new AbortController();
    const { opened, sections } = this;
    const context = new ViewContext({
      ...{ opened, sections, signal: this.shown.signal, drawn: () => this.drawn() },
      variants: this.variants,
    });
    this.content.replaceChildren(...viewOf(context, items));
    this.scrollToWanted();
  }

  private scrollToWanted(): void {
    const { wantedScroll: wanted, element: root } = this;
    // What was kept may be of a selection that is yet to come back.
    if (wanted?.of !== selectionKey(this.opened.selection.items)) return;
    root.scrollTop = wanted.scroll;
    if (Math.abs(root.scrollTop - wanted.scroll) < 1) this.wantedScroll = undefined;
  }

  private drawn(): ViewGraph {
    return this.options.drawn?.() ?? (this.mainView ??= buildView(this.opened.prepared));
  }
}

function viewOf(context: ViewContext, items: readonly Item[]): readonly HTMLElement[] {
  const [only] = items;
  if (only === undefined) return modelView(context);
  if (items.length > 1) return selectionView(context, items);
  switch (only.kind) {
    case 'node':
      return nodeView(context, only.node);
    case 'tensor':
      return tensorView(context, only.tensor);
    case 'group':
      return groupView(context, only.key);
  }
}

/** What a selection is known by when the page comes back. */
function selectionKey(items: readonly Item[]): string {
  const [only] = items;
  if (only === undefined || items.length > 1) return String(items.length);
  switch (only.kind) {
    case 'node':
      return `node:${only.node}`;
    case 'tensor':
      return `tensor:${only.tensor}`;
    case 'group':
      return `group:${only.key}`;
  }
}
