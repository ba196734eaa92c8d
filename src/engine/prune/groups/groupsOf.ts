import type { NodeId } from '../../onnx/nodeId.ts';
import type { Block, ChannelClasses } from './channelClasses.ts';
import { frozenLayers } from './frozenLayers.ts';
import type { ChannelGroup, ChannelGroups, GroupPart } from './group.ts';
import { parameterRoles } from './parameterRoles.ts';
import type { ChannelRelations } from './relations.ts';
import type { ParameterRole } from './rule.ts';

/** Classes with positions in the same dimensions, that parameters produce. */
interface Draft {
  readonly id: string;
  units: number;
  readonly parts: Map<number, Int32Array>;
  readonly produces: Set<NodeId>;
  readonly consumes: Set<NodeId>;
}

/** Puts the classes that can go into groups: those that have positions in the same dimensions. */
export function groupsOf(relations: ChannelRelations, classes: ChannelClasses): ChannelGroups {
  const unitOfClass = new Int32Array(relations.positions.count).fill(-1);
  const drafts = produced(relations, classes, unitOfClass);
  for (const block of classes.blocks) addParts(block, relations, classes, drafts, unitOfClass);
  addLayers(relations, drafts.values());
  const roles = parameterRoles(relations);
  const groups = [...drafts.values()].map((draft) => finished(draft, relations, roles));
  return { groups, frozen: frozenLayers(relations, groups) };
}

/** Goes through the weights that produce channels, in the order of the graph, and numbers groups and units as they come. */
function produced(relations: ChannelRelations, classes: ChannelClasses, unitOfClass: Int32Array): Map<number, Draft> {
  const { positions, graph } = relations;
  const drafts = new Map<number, Draft>();
  const ids = new Set<string>();
  for (const mark of relations.marks) {
    if (mark.role !== 'produces') continue;
    const dimension = relations.number(mark);
    const size = classes.blockOf(dimension)?.size ?? 0;
    for (let index = 0; index < size; index++) {
      const found = positions.classAt(dimension, index);
      if (unitOfClass[found] !== -1 || !classes.canGo(found)) continue;
      const signature = classes.signature(found);
      let draft = drafts.get(signature);
      if (draft === undefined) {
        const id = freeId(`${graph.id(mark.node)}:${index}`, ids);
        draft = { id, units: 0, parts: new Map(), produces: new Set(), consumes: new Set() };
        drafts.set(signature, draft);
      }
      unitOfClass[found] = draft.units++;
    }
  }
  for (const [signature, { units }] of drafts) if (units < 2) drafts.delete(signature);
  return drafts;
}

/** Weights with two dimensions of channels begin twice at one place. */
function freeId(base: string, taken: Set<string>): string {
  let id = base;
  for (let count = 2; taken.has(id); count++) id = `${base}/${count}`;
  taken.add(id);
  return id;
}

function addParts(
  { dimensions, size }: Block,
  { positions }: ChannelRelations,
  classes: ChannelClasses,
  drafts: ReadonlyMap<number, Draft>,
  unitOfClass: Int32Array,
): void {
  const [first = 0] = dimensions;
  const parts = new Map<Draft, Int32Array>();
  for (let index = 0; index < size; index++) {
    const found = positions.classAt(first, index);
    const unit = unitOfClass[found]!;
    const draft = unit === -1 ? undefined : drafts.get(classes.signature(found));
    if (draft === undefined) continue;
    let units = parts.get(draft);
    if (units === undefined) parts.set(draft, (units = new Int32Array(size).fill(-1)));
    units[index] = unit;
  }
  // Dimensions that are related one to one share what they have.
  for (const [draft, units] of parts) for (const each of dimensions) draft.parts.set(each, units);
}

/** Finds the nodes that produce and those that take the channels of each draft. */
function addLayers(relations: ChannelRelations, drafts: Iterable<Draft>): void {
  const byDimension = new Map<number, Draft[]>();
  for (const draft of drafts) {
    for (const number of draft.parts.keys()) {
      const known = byDimension.get(number);
      if (known === undefined) byDimension.set(number, [draft]);
      else known.push(draft);
    }
  }
  for (const { node, role, ...axis } of relations.marks) {
    if (role !== 'produces' && role !== 'consumes') continue;
    for (const draft of byDimension.get(relations.number(axis)) ?? []) draft[role].add(relations.graph.id(node));
  }
}

function finished(
  { id, units, parts, produces, consumes }: Draft,
  { graph, dimensions }: ChannelRelations,
  roles: ReadonlyMap<number, ParameterRole>,
): ChannelGroup {
  const numbers = [...parts.keys()].sort((a, b) => a - b);
  return {
    id,
    producers: [...produces],
    consumers: [...consumes],
    units,
    parts: numbers.map((number): GroupPart => {
      const role = roles.get(number);
      return { ...dimensions[number]!, unitOf: parts.get(number)!, ...(role !== undefined && { role }) };
    }),
    isOutput: numbers.some((number) => graph.isOutput(dimensions[number]!.tensor)),
  };
}
