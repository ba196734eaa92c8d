import './toolbar.css';
import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { ModelPageCommand } from '../../../src/protocol/webview/modelCommands.ts';
import {
  button,
  iconButton,
  menuIcon,
  progressRing,
  setEnabled,
  type Toggle,
  toggle,
} from '../../controls/controls.ts';
import { type MenuGroup, type MenuItem, openMenu } from '../../controls/menu.ts';
import { hideOverflow } from '../../controls/overflow.ts';
import { RovingFocus } from '../../controls/rovingFocus.ts';
import { element } from '../../element.ts';
import type { OpenedModel } from '../opened.ts';
import type { SearchBox } from '../search/searchBox.ts';
import { ColourChoice } from './colourChoice.ts';
import { exportItems, leavingFirst, panelItems, type ToolbarText, viewItems } from './commandItems.ts';
import { keysOfCommands } from './keys.ts';

/** What a person can have done by the toolbar. */
export interface ToolbarActions {
  run(command: ModelPageCommand): void;
  quantize(): void;
  benchmark(): void;
  /** @param id of a figure, or undefined for the colours of families */
  colourBy(id: string | undefined): void;
}

/** Which panels are there. */
export type OpenPanels = Readonly<Record<(typeof panelItems)[number]['panel'], boolean>>;

/** The row above a model: search, colours, view, export, panels, and what the page is for. */
export class Toolbar {
  readonly element: HTMLElement;
  private readonly bar: HTMLElement;
  private readonly loading = element('div', { class: 'toolbar-loading', role: 'status' });
  private readonly colour: ColourChoice;
  /** All that can leave when there is no room, by the names in `leavingFirst`. */
  private readonly parts: Readonly<Record<string, HTMLElement>>;
  private readonly panels: readonly (readonly [(typeof panelItems)[number], Toggle])[];
  private readonly more: HTMLElement;
  private readonly stops: RovingFocus;
  private readonly resized = new ResizeObserver(() => this.fit());
  private readonly listening: () => void;
  private readonly keys = keysOfCommands(navigator.userAgent.includes('Macintosh'));

  /** @param colour id of the figure that colours the graph */
  constructor(
    private readonly opened: OpenedModel,
    search: SearchBox,
    private readonly actions: ToolbarActions,
    colour: string | undefined,
  ) {
    const { selection } = opened;
    this.colour = new ColourChoice(opened, colour, {
      colourBy: (id) => actions.colourBy(id),
      importNodeData: () => actions.run('importNodeData'),
      resized: () => this.fit(),
    });
    const views = viewItems.map(({ command, icon, text }) => {
      const control = iconButton(icon, this.named(text, command), () => actions.run(command));
      return [command, control] as const;
    });
    this.panels = panelItems.map((item) => {
      const press = (): void => actions.run(item.command);
      return [item, toggle(item.icon, this.named(item.text, item.command), true, press)] as const;
    });
    const exports = this.opener('export', 'model.export', () => [this.exportGroup()]);
    this.more = this.opener('more', 'model.more', () => this.rest());
    const label = element('span', { class: 'toolbar-label', 'aria-hidden': true }, this.text('model.colour-by'));
    const toggles = this.panels.map(([{ command }, { element: control }]) => [command, control] as const);
    const quantize = button('primary', this.text('model.quantize'), () => actions.quantize());
    const analyze = button('secondary', this.text('model.analyze'), () => actions.run('analyze'));
    const prune = button('secondary', this.text('model.prune'), () => actions.run('prune'));
    const benchmark = button('secondary', this.text('model.benchmark'), () => actions.benchmark());
    this.parts = {
      label,
      colour: this.colour.element,
      export: exports,
      ...{ analyze, quantize, prune, benchmark },
      ...Object.fromEntries([...views, ...toggles]),
    };

    const end = [exports, ...toggles.map(([, control]) => control), this.more];
    const controls = [
      this.colour.element,
      ...views.map(([, control]) => control),
      ...end,
      analyze,
      quantize,
      prune,
      benchmark,
    ];
    this.bar = element('div', { class: 'toolbar', role: 'toolbar', 'aria-label': this.text('model.toolbar') });
    this.bar.append(label, this.colour.element, ...views.map(([, control]) => control), this.loading);
    this.bar.append(element('span', { class: 'toolbar-gap' }), ...end, analyze, quantize, prune, benchmark);
    this.element = element('div', { class: 'model-toolbar' }, search.element, this.bar);

    this.stops = new RovingFocus(this.bar, controls);
    this.listening = selection.listen(() => this.update());
    this.resized.observe(this.bar);
    this.update();
  }

  /** The figure that colours the graph was chosen elsewhere. */
  showColour(id: string | undefined): void {
    this.colour.show(id);
  }

  /** A figure is being loaded; undefined when it is done. */
  showLoading(text: string | undefined): void {
    if (text === undefined) this.loading.replaceChildren();
    else this.loading.replaceChildren(progressRing(), element('span', { title: text }, text));
    this.fit();
  }

  /** Panels were opened or closed, here or elsewhere. */
  showPanels(open: OpenPanels): void {
    for (const [{ panel }, control] of this.panels) control.isOn = open[panel];
  }

  focusColour(): void {
    const control = this.colour.element.hidden ? this.more : this.colour.element;
    control.focus();
    control.click();
  }

  dispose(): void {
    this.listening();
    this.resized.disconnect();
    this.colour.dispose();
    this.element.remove();
  }

  private update(): void {
    setEnabled(this.parts['showNeighbourhood']!, this.opened.selection.items.length > 0);
    this.stops.refresh();
  }

  /** What has no room goes into a menu. */
  private fit(): void {
    if (!this.bar.isConnected) return;
    const focused = this.bar.contains(document.activeElement) ? document.activeElement : null;
    hideOverflow(
      this.bar,
      leavingFirst.map((name) => this.parts[name]!),
      this.more,
    );
    this.stops.refresh();
    if (focused instanceof HTMLElement && focused.hidden) this.more.focus();
  }

  /** What had no room. */
  private rest(): readonly MenuGroup[] {
    const isHidden = ({ command }: { readonly command: string }): boolean => this.parts[command]!.hidden === true;
    const view = viewItems.filter(isHidden).map((item) => this.item(item));
    const panels = this.panels
      .filter(([item]) => isHidden(item))
      .map(([item, { isOn }]): MenuItem => ({ ...this.item(item), kind: 'switch', isOn }));
    return [
      { label: this.text('model.quantize'), items: this.jobs() },
      ...(this.parts['colour']!.hidden ? this.colour.groups() : []),
      { label: this.text('model.view'), items: view },
      { label: this.text('model.panels'), items: panels },
      ...(this.parts['export']!.hidden ? [this.exportGroup()] : []),
    ];
  }

  /** What the page is for, as far as it had no room. */
  private jobs(): readonly MenuItem[] {
    const jobs = [
      { name: 'analyze', text: this.text('model.analyze'), run: () => this.actions.run('analyze') },
      { name: 'quantize', text: this.text('model.quantize'), run: () => this.actions.quantize() },
      { name: 'prune', text: this.text('model.prune'), run: () => this.actions.run('prune') },
      { name: 'benchmark', text: this.text('model.benchmark'), run: () => this.actions.benchmark() },
    ];
    return jobs
      .filter(({ name }) => this.parts[name]!.hidden === true)
      .map(({ text, run }) => ({ kind: 'action', text, run }));
  }

  private exportGroup(): MenuGroup {
    return { label: this.text('model.export'), items: exportItems.map((item) => this.item(item)) };
  }

  private item({ command, text }: { readonly command: ModelPageCommand; readonly text: ToolbarText }): MenuItem {
    const isEnabled = this.parts[command]?.hasAttribute('disabled') !== true;
    const run = (): void => this.actions.run(command);
    return { kind: 'action', text: this.text(text), key: this.keys[command], isEnabled, run };
  }

  private opener(name: 'export' | 'more', text: ToolbarText, groups: () => readonly MenuGroup[]): HTMLElement {
    const label = this.text(text);
    const opener = menuIcon(name, { label }, () => openMenu(opener, label, groups()));
    return opener;
  }

  private named(text: ToolbarText, command: ModelPageCommand): { readonly label: string; readonly hint: string } {
    const label = this.text(text);
    const key = this.keys[command];
    const hint = key === undefined ? label : this.opened.say(message('model.hint-with-key', { text: label, key }));
    return { label, hint };
  }

  private text(code: ToolbarText): string {
    return this.opened.say(message(code, {}));
  }
}
