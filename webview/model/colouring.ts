import { message } from '../../src/protocol/messages/catalogue.ts';
import { UserError } from '../../src/protocol/userError.ts';
import type { Figure, FigureOffer } from './figures.ts';
import type { OpenedModel } from './opened.ts';

/** Who shows what the graph is coloured by. */
export interface ColourEvents {
  shown(figure: Figure | undefined): void;
  loading(text: string | undefined): void;
  failed(text: string): void;
}

/** The figure that colours the graph: chosen by a person, asked for where it is not there yet. */
export class Colouring {
  private chosen: string | undefined;
  private asking = new AbortController();
  private readonly unlisten: () => void;

  constructor(
    private readonly opened: OpenedModel,
    private readonly events: ColourEvents,
  ) {
    // As values come in, the figure is another with the same id.
    this.unlisten = opened.figures.listen(() => {
      if (this.figure !== undefined) events.shown(this.figure);
      else if (this.chosen !== undefined && this.offer === undefined) void this.choose(undefined);
    });
  }

  /** The id of what was chosen, also while it is asked for. */
  get id(): string | undefined {
    return this.chosen;
  }

  get figure(): Figure | undefined {
    return this.chosen === undefined ? undefined : this.opened.figures.get(this.chosen);
  }

  async choose(id: string | undefined): Promise<void> {
    this.asking.abort();
    const own = (this.asking = new AbortController());
    this.chosen = id;
    if (id === undefined || this.figure !== undefined) {
      this.events.shown(this.figure);
      return;
    }
    const { figures, say } = this.opened;
    const { offer } = this;
    if (offer === undefined) {
      this.chosen = undefined;
      this.events.shown(undefined);
      return;
    }
    this.events.loading(say(message('page.figure-loading', { figure: offer.name })));
    try {
      await figures.load(id, own.signal);
    } catch (error) {
      if (own.signal.aborted) return;
      if (!(error instanceof UserError)) throw error;
      this.chosen = undefined;
      this.events.shown(undefined);
      this.events.failed(say(error.detail));
    } finally {
      if (!own.signal.aborted) this.events.loading(undefined);
    }
  }

  private get offer(): FigureOffer | undefined {
    return this.opened.figures.all.find(({ id }) => id === this.chosen);
  }

  dispose(): void {
    this.asking.abort();
    this.unlisten();
  }
}
