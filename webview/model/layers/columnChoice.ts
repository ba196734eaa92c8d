import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../src/protocol/messages/message.ts';
import { UserError } from '../../../src/protocol/userError.ts';
import { menuButton } from '../../controls/controls.ts';
import { type MenuItem, openMenu } from '../../controls/menu.ts';
import type { Say } from '../../page.ts';
import type { FigureOffer, Figures } from '../figures.ts';
import { isFigureColumn } from './columns/figureColumns.ts';
import type { LayerColumn } from './columns/layerColumn.ts';

/** Without it a row could not be told from the others. */
const alwaysShown = 'name';

/** What columns there are, and who hears that others are to be shown. */
export interface ColumnChoiceOptions {
  readonly say: Say;
  readonly figures: Figures;
  /** Ids of columns that are not shown at first. */
  readonly hidden: readonly string[];
  /** All that could be shown by now. */
  readonly columns: () => readonly LayerColumn[];
  readonly changed: () => void;
  readonly tell: (text: Message | string) => void;
}

/** Which columns are shown: a menu of all of them, and of the figures that can be asked for. */
export class ColumnChoice {
  /** Opens the menu. */
  readonly element: HTMLElement;
  private readonly hiddenIds: Set<string>;
  private readonly ended = new AbortController();

  constructor(private readonly options: ColumnChoiceOptions) {
    this.hiddenIds = new Set(options.hidden);
    this.hiddenIds.delete(alwaysShown);
    const text = options.say(message('layers.columns', {}));
    const button = menuButton(text, () => this.open(this.element));
    button.show(text, text);
    this.element = button.element;
  }

  /** Ids of columns that are not shown. */
  get hidden(): readonly string[] {
    return [...this.hiddenIds];
  }

  isShown(id: string): boolean {
    return !this.hiddenIds.has(id);
  }

  /** Opens the menu where the heading of a column was asked for one. */
  openAtHeading(event: MouseEvent): void {
    const heading = event.target instanceof Element ? event.target.closest('th')?.querySelector('button') : null;
    if (heading === null || heading === undefined) return;
    event.preventDefault();
    this.open(heading);
  }

  /** Gives up what is being asked for. */
  dispose(): void {
    this.ended.abort();
  }

  private open(opener: HTMLElement): void {
    const { say, figures, columns } = this.options;
    const shown = columns();
    const item = (column: LayerColumn): MenuItem => this.item(column);
    openMenu(opener, say(message('layers.columns', {})), [
      {
        label: say(message('layers.own-columns', {})),
        items: shown.filter(({ id }) => !isFigureColumn(id)).map(item),
      },
      {
        label: say(message('layers.figures', {})),
        items: [
          ...shown.filter(({ id }) => isFigureColumn(id)).map(item),
          ...figures.all.filter(({ figure }) => figure === undefined).map((offer) => this.itemToCome(offer)),
        ],
      },
    ]);
  }

  private item({ id, heading }: LayerColumn): MenuItem {
    const isOn = this.isShown(id);
    const run = (): void => {
      if (isOn) this.hiddenIds.add(id);
      else this.hiddenIds.delete(id);
      this.options.changed();
    };
    return { kind: 'switch', text: heading, isOn, isEnabled: id !== alwaysShown, run };
  }

  private itemToCome({ id, name }: FigureOffer): MenuItem {
    const { say, figures, tell } = this.options;
    const { signal } = this.ended;
    const run = (): void => {
      tell(message('layers.to-come', { figure: say(name) }));
      figures.load(id, signal).then(
        () => tell(''),
        (error: unknown) => {
          if (signal.aborted) return;
          tell('');
          if (!(error instanceof UserError)) throw error;
          tell(error.detail);
        },
      );
    };
    return { kind: 'switch', text: say(name), isOn: false, run };
  }
}
