import './searchBox.css';
import { message } from '../../../src/protocol/messages/catalogue.ts';
import { iconButton, setEnabled, type TextField, textField, type Toggle, toggle } from '../../controls/controls.ts';
import { element } from '../../element.ts';
import { type Found, ModelSearch } from '../../graph/prepare/search/modelSearch.ts';
import type { Query } from '../../graph/prepare/search/query.ts';
import type { OpenedModel } from '../opened.ts';
import { sameItem } from '../selection.ts';
import { HitList } from './hitList.ts';
import { Hits, withoutFolded } from './hits.ts';
import { keptQuery } from './keptSearch.ts';

export interface SearchEvents {
  /**
   * Something else was found, or another hit was chosen.
   * @param inputs tensors that enter graphs @param current place among nodes and, after them, inputs; -1 before one was chosen
   */
  found(nodes: Uint32Array, inputs: Uint32Array, current: number): void;
  cleared(): void;
  /** The keyboard is to go back to where it came from. */
  leave(): void;
}

/** Milliseconds that a search may take at every key: a frame is not missed. Longer ones wait until typing pauses. */
const instant = 12;
const longestWait = 250;

/** Finds as one types, in names, operators, tensors, attributes, shapes and types, and goes through what was found. */
export class SearchBox {
  readonly element: HTMLElement;
  private readonly search: ModelSearch;
  private readonly field: TextField;
  private readonly matchCase: Toggle;
  private readonly useRegex: Toggle;
  private readonly count = element('div', { class: 'search-count', 'aria-hidden': true });
  private readonly status = element('div', { class: 'unseen', role: 'status' });
  private readonly steps: readonly HTMLElement[];
  private readonly list: HitList;
  private hits: Hits | undefined;
  private current = -1;
  /** How long the last search took, in milliseconds. */
  private cost = 0;
  private waiting: number | undefined;

  /** @param kept its `state` of before; what that finds is told soon after, not from within */
  constructor(
    private readonly opened: OpenedModel,
    private readonly events: SearchEvents,
    kept: unknown,
  ) {
    const { say } = opened;
    const query = keptQuery(kept);
    this.search = new ModelSearch(opened.prepared.model);
    const named = (code: 'model.search-case' | 'model.search-regex') => ({ label: say(message(code, {})) });
    this.matchCase = toggle('case', named('model.search-case'), query.isCaseSensitive, () => this.changed());
    this.useRegex = toggle('regex', named('model.search-regex'), query.isRegex, () => this.changed());
    const options = {
      label: say(message('model.search', {})),
      placeholder: say(message('model.search-placeholder', {})),
      value: query.text,
      onInput: () => this.typed(),
    };
    const inside = element(
      'div',
      { class: 'search-inside' },
      this.count,
      this.matchCase.element,
      this.useRegex.element,
    );
    this.field = textField(options, inside);
    this.field.element.title = say(message('model.search-help', {}));
    this.steps = [this.step('up', 'model.search-previous', -1), this.step('down', 'model.search-next', 1)];
    this.list = new HitList(opened, { chosen: (index) => this.choose(index), left: () => this.field.focus() });
    const parts = [this.field.element, ...this.steps, this.list.element, this.status];
    this.element = element('div', { class: 'search', role: 'search' }, ...parts);
    this.field.element.addEventListener('keydown', (event) => this.pressed(event));
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && this.element.contains(relatedTarget))) this.list.hide();
    });
    this.render();
    if (query.text !== '') this.wait(0, () => this.find(false));
  }

  /** What has to be kept for it to come back as it is. */
  get state(): object {
    return this.query;
  }

  focus(): void {
    this.field.focus();
    this.field.selectAll();
  }

  next(): void {
    this.go(1);
  }

  previous(): void {
    this.go(-1);
  }

  dispose(): void {
    window.clearTimeout(this.waiting);
    this.element.remove();
  }

  private get query(): Query {
    return { text: this.field.value, isRegex: this.useRegex.isOn, isCaseSensitive: this.matchCase.isOn };
  }

  private changed(): void {
    this.field.focus();
    this.find(true);
  }

  private typed(): void {
    if (this.cost <= instant) this.find(true);
    else this.wait(Math.min(longestWait, 2 * this.cost), () => this.find(true));
  }

  private wait(milliseconds: number, then: () => void): void {
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(then, milliseconds);
    this.element.ariaBusy = 'true';
  }

  /** @param isTyping whether what is found is listed below */
  private find(isTyping: boolean): void {
    window.clearTimeout(this.waiting);
    this.waiting = undefined;
    this.element.ariaBusy = 'false';
    const { query } = this;
    const start = performance.now();
    const result = this.search.find(query);
    this.cost = performance.now() - start;
    this.current = -1;
    this.hits = query.text !== '' && result.kind === 'found' ? this.hitsOf(result) : undefined;
    this.field.isWrong = result.kind === 'invalid';
    this.render();
    if (isTyping) this.listHits();
    if (this.hits === undefined) this.events.cleared();
    else this.tellFound(this.hits);
  }

  private hitsOf(found: Found): Hits {
    return new Hits(withoutFolded(found, this.opened.prepared.fold));
  }

  private tellFound({ found }: Hits): void {
    this.events.found(found.nodes, found.inputs, this.current);
  }

  private go(step: 1 | -1): void {
    if (this.waiting !== undefined) this.find(false);
    const { hits } = this;
    if (hits === undefined || hits.count === 0) return;
    this.list.hide();
    this.choose(this.beside(hits, step));
  }

  /** The next hit from what is selected: that may be another one than the last hit that was gone to. */
  private beside(hits: Hits, step: 1 | -1): number {
    const { items, nodes } = this.opened.selection;
    const last = items.at(-1);
    const isThere = this.current >= 0 && last !== undefined && sameItem(hits.item(this.current), last);
    const node = nodes.at(-1);
    if (isThere || (this.current >= 0 && node === undefined)) return hits.wrapped(this.current + step);
    return node === undefined ? hits.wrapped(step > 0 ? 0 : -1) : hits.beside(node, step);
  }

  private choose(index: number): void {
    const { hits } = this;
    if (hits === undefined) return;
    this.current = index;
    this.render();
    this.tellFound(hits);
    this.opened.selection.set([hits.item(index)], 'search');
  }

  private render(): void {
    const { hits, current } = this;
    const count = hits?.count ?? 0;
    this.count.textContent = hits === undefined ? '' : current < 0 ? String(count) : `${current + 1}/${count}`;
    for (const step of this.steps) setEnabled(step, count > 0);
    this.status.textContent = this.said();
  }

  /** What is read out. */
  private said(): string {
    const { hits, current, opened } = this;
    const { text } = this.query;
    if (this.field.isWrong) return opened.say(message('model.search-invalid', { text }));
    if (hits === undefined) return '';
    const { count } = hits;
    if (count === 0) return opened.say(message('model.search-nothing', { text }));
    if (current < 0) return opened.say(message('model.search-found', { count }));
    return opened.say(message('model.search-at', { at: current + 1, count, what: this.name(hits, current) }));
  }

  private name(hits: Hits, index: number): string {
    const { model } = this.opened.prepared;
    const item = hits.item(index);
    if (item.kind === 'node') return `${model.operator(item.node)} ${model.nodeName(item.node)}`;
    return item.kind === 'tensor' ? model.tensorName(item.tensor) : '';
  }

  private listHits(): void {
    const { hits } = this;
    if (this.field.isWrong) this.list.tell(this.said(), true);
    else if (hits === undefined) this.list.hide();
    else if (hits.count === 0) this.list.tell(this.said(), false);
    else this.list.show(hits, this.current);
  }

  /** Keys in the field; those of the buttons in it are their own. */
  private pressed(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    const actions: Readonly<Record<string, () => void>> = {
      Enter: () => this.go(event.shiftKey ? -1 : 1),
      F3: () => this.go(event.shiftKey ? -1 : 1),
      Escape: () => this.escape(),
      ArrowDown: () => {
        if (this.waiting !== undefined) this.find(true);
        if (!this.list.isOpen) this.listHits();
        this.list.focus();
      },
    };
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (Object.hasOwn(actions, event.key)) {
      event.preventDefault();
      event.stopPropagation();
      actions[event.key]?.();
    } else if (event.key.length === 1) {
      // A letter is text here, whatever else it does on the page.
      event.stopPropagation();
    }
  }

  private escape(): void {
    if (this.field.value === '') {
      this.events.leave();
      return;
    }
    this.field.value = '';
    this.find(true);
  }

  private step(name: 'up' | 'down', code: 'model.search-next' | 'model.search-previous', by: 1 | -1): HTMLElement {
    const { say } = this.opened;
    const label = say(message(code, {}));
    const key = by > 0 ? 'Enter' : 'Shift+Enter';
    const hint = say(message('model.hint-with-key', { text: label, key }));
    return iconButton(name, { label, hint }, () => this.go(by));
  }
}
