import { message } from '../../../src/protocol/messages/catalogue.ts';
import { type MenuButton, menuButton } from '../../controls/controls.ts';
import { type MenuGroup, openMenu } from '../../controls/menu.ts';
import type { OpenedModel } from '../opened.ts';

/** What the choice of a colour leads to. */
export interface ColourActions {
  colourBy(id: string | undefined): void;
  importNodeData(): void;
  /** What is shown takes another width. */
  resized(): void;
}

/** By which figure the graph is coloured: a button that shows it and opens a list of all there are. */
export class ColourChoice {
  private readonly button: MenuButton;
  private readonly listening: () => void;

  constructor(
    private readonly opened: OpenedModel,
    private colour: string | undefined,
    private readonly actions: ColourActions,
  ) {
    const name = opened.say(message('model.colour-by', {}));
    this.button = menuButton(name, () => openMenu(this.element, name, this.groups()));
    this.button.element.classList.add('colour-choice');
    this.listening = opened.figures.listen(() => this.update());
    this.render();
  }

  get element(): HTMLElement {
    return this.button.element;
  }

  /** Shows another one, which was chosen elsewhere. */
  show(colour: string | undefined): void {
    this.colour = colour;
    this.update();
  }

  /** All figures to choose from, and the way to more of them. */
  groups(): readonly MenuGroup[] {
    const { say, figures } = this.opened;
    const choice = (id: string | undefined, text: string) =>
      ({ kind: 'choice', text, isOn: this.colour === id, run: () => this.choose(id) }) as const;
    const choices = [
      choice(undefined, say(message('model.colour-none', {}))),
      ...figures.all.map(({ id, name }) => choice(id, say(name))),
    ];
    const load = say(message('model.import-node-data', {}));
    return [
      { label: say(message('model.colour-by', {})), isLabelled: this.element.hidden === true, items: choices },
      {
        label: say(message('model.node-data', {})),
        items: [{ kind: 'action', text: load, run: () => this.actions.importNodeData() }],
      },
    ];
  }

  dispose(): void {
    this.listening();
  }

  private choose(id: string | undefined): void {
    this.show(id);
    this.actions.colourBy(id);
  }

  private update(): void {
    this.render();
    this.actions.resized();
  }

  private render(): void {
    const { say, figures } = this.opened;
    const offer = figures.all.find(({ id }) => id === this.colour);
    const shown = say(offer?.name ?? message('model.colour-none', {}));
    this.button.show(shown, say(message('model.coloured-by', { figure: shown })));
  }
}
