import { message } from '../../src/protocol/messages/catalogue.ts';
import { formatBytes, formatCount } from '../../src/protocol/quantity.ts';
import { kindOf } from '../graph/compare/align/side.ts';
import type { ComparedItem, Comparison, SideName, Verdict } from '../graph/compare/comparison.ts';
import type { Say } from '../page.ts';

/** Something that is not the same in both models, as a line of a table. */
export interface Difference {
  /** Its number in the comparison. */
  readonly item: number;
  readonly verdict: Exclude<Verdict, 'same'>;
  readonly operator: string;
  readonly name: string;
  /** In what it has changed. */
  readonly what: string;
  readonly typeAndShape: string;
  readonly parameters: Figure;
  readonly bytes: Figure;
}

/** A figure on each side: 0 on the side where there is nothing. */
export interface Figure {
  readonly before: number;
  readonly after: number;
  readonly text: string;
}

/** All that differs, in the order of data. */
export function differencesOf(comparison: Comparison, say: Say): readonly Difference[] {
  return comparison.items.flatMap((item, number) => {
    const { verdict, changes } = item;
    if (verdict === 'same') return [];
    const texts = new ItemTexts(comparison, item, say);
    return {
      ...{ item: number, verdict, operator: texts.operator(), name: texts.name() },
      what: changes.map((kind) => say(message(`compare.in-${kind}`, {}))).join(', '),
      typeAndShape: texts.typeAndShape(),
      parameters: texts.figure('parameters', formatCount),
      bytes: texts.figure('parameterBytes', formatBytes),
    };
  });
}

/** An item as it is read out: operator, name, and what became of it. */
export function itemText(comparison: Comparison, item: number, say: Say): string {
  const one = comparison.items[item]!;
  const texts = new ItemTexts(comparison, one, say);
  const kind = say(message(`compare.${one.verdict}`, {}));
  const what = [texts.operator(), texts.name()].filter((text) => text !== '').join(' ');
  return say(message('compare.selected', { what, kind }));
}

/** What a line says of both sides; once where they say the same. */
class ItemTexts {
  constructor(
    private readonly comparison: Comparison,
    private readonly item: ComparedItem,
    private readonly say: Say,
  ) {}

  operator(): string {
    return this.both((side, node) => {
      const { view } = this.comparison[side];
      const kind = kindOf(view, node);
      return kind === 'operator'
        ? view.model.operator(view.nodes.node[node]!)
        : this.say(message(`compare.${kind}`, {}));
    });
  }

  name(): string {
    return this.both((side, node) => {
      const { model, nodes } = this.comparison[side].view;
      const own = nodes.node[node]!;
      if (own < 0) return model.tensorName(nodes.tensor[node]!);
      const written = model.outputs(own).find((tensor) => tensor >= 0);
      return model.nodeName(own) || (written === undefined ? '' : model.tensorName(written));
    });
  }

  /** Of the largest weight; where one side has none, of what both write. */
  typeAndShape(): string {
    const weights = this.sides().map(([side, node]) => this.comparison[side].view.nodes.tensor[node]!);
    const useWeight = weights.every((tensor) => tensor >= 0);
    return this.both((side, node) => {
      const { model, nodes } = this.comparison[side].view;
      const own = nodes.node[node]!;
      const tensor = useWeight || own < 0 ? nodes.tensor[node]! : (model.outputs(own)[0] ?? -1);
      if (tensor < 0) return '';
      return [model.tensorType(tensor)?.name, model.tensorShape(tensor)].filter(Boolean).join(' ');
    });
  }

  figure(name: 'parameters' | 'parameterBytes', format: (value: number) => string): Figure {
    const of = (side: SideName): number => {
      const node = this.item[side];
      return node < 0 ? 0 : this.comparison[side].view.nodes.totals[name][node]!;
    };
    const [before, after] = [of('before'), of('after')];
    const text = before === 0 && after === 0 ? '' : this.both((side) => format(side === 'before' ? before : after));
    return { before, after, text };
  }

  private both(text: (side: SideName, node: number) => string): string {
    const texts = [...new Set(this.sides().map(([side, node]) => text(side, node)))].filter((each) => each !== '');
    const [before = '', after] = texts;
    return after === undefined ? before : this.say(message('compare.change', { before, after }));
  }

  private sides(): readonly (readonly [SideName, number])[] {
    const all = [['before', this.item.before] as const, ['after', this.item.after] as const];
    return all.filter(([, node]) => node >= 0);
  }
}
