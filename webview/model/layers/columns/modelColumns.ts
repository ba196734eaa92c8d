import { message } from '../../../../src/protocol/messages/catalogue.ts';
import { mainWeight } from '../../../graph/prepare/view/weights.ts';
import type { OpenedModel } from '../../opened.ts';
import type { LayerColumn } from './layerColumn.ts';
import { graphNames } from './graphNames.ts';
import { naturalRanks } from './naturalRanks.ts';
import { firstOutput, nameOf } from './nodeNames.ts';

/** No weight, and a node whose weight nobody asked for yet. */
const none = -1;
const unasked = -2;

/** The columns of what the model itself says of its nodes. */
export class ModelColumns {
  readonly all: readonly LayerColumn[];
  private readonly searchedColumns: readonly LayerColumn[];
  private readonly weights: Int32Array;
  /** The order of texts that can change. */
  private readonly ranks = new Map<string, Uint32Array>();

  constructor(private readonly opened: OpenedModel) {
    const { prepared, say, shapes } = opened;
    const { model } = prepared;
    this.weights = new Int32Array(model.nodeCount).fill(unasked);
    const graphs = graphNames(model, say);
    const weight = (node: number): string => this.shapeOf(this.weightOf(node));
    const shape = (node: number): string => this.shapeOf(firstOutput(model, node));
    const type = (node: number): string => shapes.type(firstOutput(model, node)) ?? '';
    const unnamed = (node: number): string => (model.nodeName(node) === '' ? 'unnamed' : '');
    const measured = (node: number): string => (shapes.isMeasured(firstOutput(model, node)) ? 'measured' : '');
    this.all = [
      this.index(),
      this.text('operator', 152, (node) => model.operator(node)),
      { ...this.text('name', 240, (node) => nameOf(model, node)), grows: true, mark: unnamed },
      ...(model.graphCount > 1 ? [this.text('graph', 128, (node) => graphs[model.graphOfNode[node]!]!)] : []),
      this.text('weight', 112, weight),
      this.text('type', 72, type),
      { ...this.text('shape', 128, shape), mark: measured },
    ];
    this.searchedColumns = this.all.filter(({ content }) => content.kind === 'text');
  }

  /** What of a node is searched for words. */
  searched(node: number): string {
    return this.searchedColumns
      .map(({ text }) => text(node))
      .join('\n')
      .toLowerCase();
  }

  /** Types and shapes are others than they were. */
  forget(): void {
    for (const id of ['weight', 'type', 'shape']) this.ranks.delete(id);
  }

  private index(): LayerColumn {
    return {
      ...{ id: 'index', heading: this.opened.say(message('layers.index', {})), names: ['index'], width: 56 },
      ...{ figures: true, text: String, value: (node) => node },
      content: { kind: 'number', unit: 'number', value: (node) => node },
    };
  }

  private text(
    id: 'operator' | 'name' | 'graph' | 'weight' | 'type' | 'shape',
    width: number,
    text: (node: number) => string,
  ): LayerColumn {
    const heading = this.opened.say(message(`layers.${id}`, {}));
    return {
      id,
      heading,
      names: [id],
      width,
      text,
      value: (node) => this.rank(id, text)[node]!,
      content: { kind: 'text', text },
    };
  }

  private rank(id: string, text: (node: number) => string): Uint32Array {
    let ranks = this.ranks.get(id);
    if (ranks === undefined) {
      const { nodeCount } = this.opened.prepared.model;
      ranks = naturalRanks(Array.from({ length: nodeCount }, (_, node) => text(node)));
      this.ranks.set(id, ranks);
    }
    return ranks;
  }

  private weightOf(node: number): number {
    if (this.weights[node] === unasked) {
      const { model, fold } = this.opened.prepared;
      this.weights[node] = mainWeight(model, fold.roles, node)?.tensor ?? none;
    }
    return this.weights[node]!;
  }

  /** Empty where it is not known. */
  private shapeOf(tensor: number): string {
    const shape = tensor < 0 ? undefined : this.opened.shapes.shape(tensor);
    return shape === '' ? this.opened.say(message('layers.scalar', {})) : (shape ?? '');
  }
}
