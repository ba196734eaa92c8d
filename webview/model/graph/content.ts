import { byteLength } from '../../../src/protocol/graph/byteLength.ts';
import { message } from '../../../src/protocol/messages/catalogue.ts';
import { formatBytes, formatCount } from '../../../src/protocol/quantity.ts';
import type { Family } from '../../graph/drawing/scene/family.ts';
import type { BoxLook } from '../../graph/drawing/scene/laidOutScene.ts';
import { families } from '../../graph/prepare/families.ts';
import { shortType } from '../../graph/prepare/fold/pairs.ts';
import { groupKinds, type ViewGraph, viewKinds } from '../../graph/prepare/view/viewGraph.ts';
import type { Say } from '../../page.ts';
import type { Shapes } from '../shapes.ts';
import { floatIslands } from './islands.ts';
import { lastSegment, shortName } from './shortName.ts';

/** How each family of operators is drawn. */
const drawnFamilies: readonly Family[] = families.map((family) =>
  family === 'control-flow' ? 'control' : family === 'function' ? 'other' : family,
);

/** Letters of a dimension's name. */
const mostDimension = 10;

/** What is written in the boxes and beside the lines of a view. */
export class Content {
  private readonly islands: Uint8Array;
  private readonly nodes: (BoxLook | undefined)[] = [];
  private readonly groups: (BoxLook | undefined)[] = [];

  constructor(
    private readonly view: ViewGraph,
    private readonly shapes: Shapes,
    private readonly say: Say,
  ) {
    this.islands = floatIslands(view);
  }

  node(node: number): BoxLook {
    return (this.nodes[node] ??= this.lookOfNode(node));
  }

  group(group: number): BoxLook {
    return (this.groups[group] ??= this.lookOfGroup(group));
  }

  /** Nothing where only the shape is read: the elements do not go there. */
  netLabel(net: number): string {
    const { minor, tensor } = this.view.nets;
    return minor[net] === 1 ? '' : this.typeAndShape(tensor[net]!);
  }

  targetBadge(entry: number): string {
    const { badge, badges } = this.view.nets;
    return badges[badge[entry]!]?.text ?? '';
  }

  /** Such as `f32 1×64×56×56`, or as much of it as is known. */
  typeAndShape(tensor: number): string {
    const type = this.shapes.type(tensor);
    const shape = this.shapes.shape(tensor);
    return [type === undefined ? '' : shortType(type), shape === undefined ? '' : shortShape(shape)]
      .filter((text) => text !== '')
      .join(' ');
  }

  private lookOfNode(view: number): BoxLook {
    const { nodes, model } = this.view;
    const node = nodes.node[view]!;
    if (viewKinds[nodes.kind[view]!] !== 'operator') {
      const tensor = nodes.tensor[view]!;
      const [title, subtitle] = [model.tensorName(tensor), this.typeAndShape(tensor)];
      return { title, subtitle, family: 'other', kind: 'terminal' };
    }
    return {
      title: model.operator(node),
      subtitle: shortName(this.view, view),
      detail: this.bodies(node) ?? this.weight(view),
      family: drawnFamilies[nodes.family[view]!]!,
      dashed: this.islands[view] === 1,
    };
  }

  /** How much is in the bodies of a node that has some. */
  private bodies(node: number): string | undefined {
    const { model } = this.view;
    const { nodeStart } = model.structure.graphs;
    const bodies = model.called[node]! >= 0 ? [model.called[node]!] : model.subgraphs(node);
    if (bodies.length === 0) return undefined;
    const count = bodies.reduce((sum, graph) => sum + nodeStart[graph + 1]! - nodeStart[graph]!, 0);
    return this.say(message('graph.inside', { count: formatCount(count) }));
  }

  /** Shape, rounding and bytes of the largest stored tensor. */
  private weight(view: number): string {
    const { nodes, nets, model } = this.view;
    const tensor = nodes.tensor[view]!;
    if (tensor < 0) return '';
    const type = model.tensorType(tensor);
    const bytes = type === undefined ? NaN : byteLength(type, model.structure.tensors.elements[tensor]!);
    const parts = [
      model.tensorShape(tensor) ?? '',
      nets.badges[nodes.badge[view]!]?.text ?? '',
      Number.isNaN(bytes) ? '' : formatBytes(bytes),
    ];
    return parts.filter((part) => part !== '').join(' · ');
  }

  private lookOfGroup(group: number): BoxLook {
    const { groups, model } = this.view;
    const { parameters, parameterBytes, nodes } = groups.totals;
    const isOpened = groupKinds[groups.kind[group]!] === 'opened';
    const name = isOpened ? lastSegment(model.nodeName(groups.node[group]!)) : '';
    const weights =
      parameters[group]! > 0
        ? this.say(
            message('graph.group-weights', {
              parameters: formatCount(parameters[group]!),
              bytes: formatBytes(parameterBytes[group]!),
            }),
          )
        : '';
    return {
      title: groups.label[group]!,
      subtitle: [name, weights].filter((text) => text !== '').join(' · '),
      count: nodes[group]!,
      family: 'other',
    };
  }
}

/** Dimensions that have names are called by them, unless they are so long that nothing else would be seen. */
function shortShape(shape: string): string {
  return shape
    .split('×')
    .map((dimension) => (dimension.length > mostDimension ? '?' : dimension))
    .join('×');
}
