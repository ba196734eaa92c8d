import { message } from '../../src/protocol/messages/catalogue.ts';
import { element } from '../element.ts';
import type { Say } from '../page.ts';
import type { PanelName, PanelState } from './pageState.ts';
import { Splitter } from './splitter.ts';

/** CSS pixels: what a panel has at least, and what it leaves of the window to the graph. */
const least = { inspector: 200, layers: 100 } as const;
const left = { inspector: 240, layers: 200 } as const;

/** What is in the panels, and who hears of changes. */
export interface PanelsOptions {
  readonly say: Say;
  readonly contents: Readonly<Record<PanelName, HTMLElement>>;
  readonly states: Readonly<Record<PanelName, PanelState>>;
  readonly changed: () => void;
}

/** The areas around the graph: each can be resized and hidden. */
export class Panels {
  /** Lines and areas, in the order of the page. */
  readonly elements: readonly HTMLElement[];
  private readonly states: Record<PanelName, PanelState>;
  private readonly regions: Readonly<Record<PanelName, HTMLElement>>;
  private readonly splitters: Readonly<Record<PanelName, Splitter>>;

  constructor(
    private readonly root: HTMLElement,
    private readonly options: PanelsOptions,
  ) {
    const { say, contents } = options;
    this.states = { ...options.states };
    this.regions = {
      inspector: element(
        'aside',
        { class: 'inspector-area', 'aria-label': say(message('page.model-inspector', {})) },
        contents.inspector,
      ),
      layers: element(
        'section',
        { class: 'layers-area', 'aria-label': say(message('page.model-layers', {})) },
        contents.layers,
      ),
    };
    this.splitters = { inspector: this.splitter('inspector'), layers: this.splitter('layers') };
    this.elements = [
      this.splitters.inspector.element,
      this.regions.inspector,
      this.splitters.layers.element,
      this.regions.layers,
    ];
    for (const name of names) this.apply(name);
  }

  get state(): Readonly<Record<PanelName, PanelState>> {
    return this.states;
  }

  isHidden(name: PanelName): boolean {
    return this.states[name].hidden;
  }

  setHidden(name: PanelName, hidden: boolean): void {
    this.states[name] = { ...this.states[name], hidden };
    this.apply(name);
    this.options.changed();
  }

  /** Keeps to the window, after that has changed. */
  fit(): void {
    for (const name of names) this.apply(name);
  }

  private splitter(name: PanelName): Splitter {
    const { say, changed } = this.options;
    return new Splitter({
      direction: name === 'inspector' ? 'horizontal' : 'vertical',
      label: say(message(name === 'inspector' ? 'page.resize-inspector' : 'page.resize-layers', {})),
      size: this.states[name].size,
      least: least[name],
      most: () => (name === 'inspector' ? window.innerWidth : window.innerHeight) - left[name],
      resized: (size) => {
        this.states[name] = { ...this.states[name], size };
        this.apply(name);
        changed();
      },
    });
  }

  private apply(name: PanelName): void {
    const { hidden } = this.states[name];
    this.regions[name].hidden = hidden;
    this.splitters[name].element.hidden = hidden;
    this.root.style.setProperty(`--${name}-size`, `${this.splitters[name].fitting}px`);
    this.root.classList.toggle(`without-${name}`, hidden);
  }
}

const names = ['inspector', 'layers'] as const;
