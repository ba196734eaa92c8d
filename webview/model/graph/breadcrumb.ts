import { message } from '../../../src/protocol/messages/catalogue.ts';
import { element, linkButton } from '../../element.ts';
import type { GraphModel } from '../../graph/prepare/graphModel.ts';
import type { Say } from '../../page.ts';
import { bodiesOf, type Path, type Step } from './path.ts';
import type { Drawn } from './drawn.ts';

/** Where a crumb leads: to a graph, and to a node in it. */
export type Lead = (path: Path, node?: number) => void;

/** The way from the model to the graph that is shown, and from there into what is selected. */
export class Breadcrumb {
  readonly element: HTMLElement;

  constructor(
    private readonly model: GraphModel,
    private readonly file: string,
    private readonly say: Say,
    private readonly lead: Lead,
  ) {
    this.element = element('nav', { class: 'graph-crumbs', 'aria-label': say(message('graph.where', {})) });
    // Without bodies there is nowhere to go.
    this.element.hidden = model.graphCount < 2;
  }

  /** @param inside graphs that can be entered from the one that is shown */
  show(path: Path, inside: readonly Path[]): void {
    const way = [this.crumb(this.file, [], path.length === 0)];
    path.forEach((step, index) => {
      const [around, own] = [path.slice(0, index), path.slice(0, index + 1)];
      if (this.isSubgraph(step)) way.push(this.crumb(this.nameOf(step.node), around, false, step.node));
      way.push(this.crumb(this.bodyName(step), own, index === path.length - 1));
    });
    const further = inside.map((each) => {
      const link = this.crumb(this.wayInto(each.slice(path.length)), each, false);
      link.classList.add('further');
      link.title = this.say(message('graph.enter', {}));
      return link;
    });
    this.element.replaceChildren(element('ol', {}, ...[...way, ...further].map((crumb) => element('li', {}, crumb))));
  }

  private crumb(text: string, path: Path, isHere: boolean, node?: number): HTMLElement {
    if (isHere) return element('span', { 'aria-current': 'location' }, text);
    return linkButton(text, () => this.lead(path, node));
  }

  private wayInto(steps: Path): string {
    return steps
      .map((step) =>
        this.isSubgraph(step) ? `${this.nameOf(step.node)} › ${this.bodyName(step)}` : this.bodyName(step),
      )
      .join(' › ');
  }

  private isSubgraph({ graph }: Step): boolean {
    return this.model.graphKind(graph) === 'subgraph';
  }

  private nameOf(node: number): string {
    return [this.model.operator(node), this.model.nodeName(node)].filter((text) => text !== '').join(' ');
  }

  /** Of a subgraph the attribute that it is the value of, of a function its name. */
  private bodyName({ node, graph }: Step): string {
    const { structure, strings } = this.model;
    return this.isSubgraph({ node, graph }) ? strings[structure.graphs.attribute[graph]!]! : this.model.operator(node);
  }
}

/** The graphs that can be entered from a box: the bodies of its node, or the innermost open body that it is in. */
export function waysInto(drawn: Drawn, box: number): readonly Path[] {
  const { view, path } = drawn.plan;
  const { groups, nodes, model } = view;
  const subject = drawn.subject(box);
  const group = subject.kind === 'group' ? subject.group : nodes.group[subject.node]!;
  const steps: Step[] = [];
  for (let at = group; at >= 0; at = groups.parent[at]!) {
    if (groups.body[at]! >= 0) steps.unshift({ node: groups.node[at]!, graph: groups.body[at]! });
  }
  const around = [...path, ...steps];
  const node = subject.kind === 'node' ? nodes.node[subject.node]! : groups.body[group]! < 0 ? groups.node[group]! : -1;
  const bodies = node < 0 ? [] : bodiesOf(model, node);
  if (bodies.length > 0) return bodies.map((graph) => [...around, { node, graph }]);
  return steps.length > 0 ? [around] : [];
}
