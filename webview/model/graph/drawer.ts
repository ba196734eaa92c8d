import type { TextFitter } from '../../graph/drawing/text/textFitter.ts';
import { LayoutClient } from '../../graph/layout/worker/layoutClient.ts';
import type { ViewGraph } from '../../graph/prepare/view/viewGraph.ts';
import type { OpenedModel } from '../opened.ts';
import { Content } from './content.ts';
import { Drawn, layoutOf } from './drawn.ts';
import { BoxIds } from './ids.ts';
import type { Plan } from './plan.ts';

/** Draws plans, the newest one only. */
export class Drawer {
  private readonly layouts = new LayoutClient();
  private readonly ids = new BoxIds();
  private current = new AbortController();
  private content: { readonly view: ViewGraph; readonly content: Content } | undefined;

  constructor(private readonly opened: Pick<OpenedModel, 'shapes' | 'say'>) {}

  /** Texts are to be made again: types and shapes have become known. */
  forgetTexts(): void {
    this.content = undefined;
  }

  /** @returns undefined where a newer plan came, or the drawer is gone */
  async draw(plan: Plan, fitter: TextFitter): Promise<Drawn | undefined> {
    this.current.abort();
    this.current = new AbortController();
    const { signal } = this.current;
    const content = this.contentOf(plan.view);
    const layout = layoutOf(plan, content, fitter);
    try {
      const drawing = await this.layouts.lay(layout, signal);
      if (signal.aborted) return undefined;
      return new Drawn(plan, layout, drawing, content, this.ids.of(plan.view));
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  }

  dispose(): void {
    this.current.abort();
    this.layouts.dispose();
  }

  private contentOf(view: ViewGraph): Content {
    if (this.content?.view !== view) {
      this.content = { view, content: new Content(view, this.opened.shapes, this.opened.say) };
    }
    return this.content.content;
  }
}
