import Long from 'long';
import { userError } from '../../../protocol/userError.ts';
import type { onnx } from '../generated/onnx.js';
import { Graph } from '../graph.ts';
import { type Model, standardDomain } from '../model.ts';
import { UpgradeContext, type UpgradeScope } from './context.ts';
import { raiseIrVersion } from './irVersion.ts';
import { latestOpset, oldestOpset, rulesOf } from './registry.ts';
import { TensorFacts } from './tensorFacts.ts';

/** Graphs that stand on their own, with the list in which the version of their operators is declared. */
interface Unit {
  readonly graphs: readonly Graph[];
  readonly imports: readonly onnx.OperatorSetIdProto[];
  readonly isFunction: boolean;
}

/**
 * Raises the standard operators of a model, its subgraphs, functions and training graphs to version `target`, in place:
 * nodes that would be read differently are rewritten, and what they become has their origins. What is at that version or
 * above stays as it is. The version of the file format follows where it must.
 * (ONNX operators changelog, versions 7 to 21.)
 * @throws UserError when the model is older than version 7, or naming a node that the new version cannot express; the
 * model is then partly rewritten and must not be used
 */
export function upgradeOpset(model: Model, target: number): void {
  if (target > latestOpset) throw new RangeError(`no rules lead to opset ${target}`);
  const training = trainingGraphs(model);
  const units: readonly Unit[] = [
    { graphs: [model.graph, ...training], imports: model.proto.opsetImport, isFunction: false },
    ...model.functions.map(({ proto, body }) => ({ graphs: [body], imports: proto.opsetImport, isFunction: true })),
  ];
  const raised = units.filter((unit) => upgradeUnit(model, unit, target));
  if (raised.length === 0) return;
  for (const graph of training) graph.commit();
  raiseIrVersion(model, target);
}

/** @returns whether its operators were below the target */
function upgradeUnit(model: Model, unit: Unit, target: number): boolean {
  const declared = unit.imports.find((each) => isStandard(each.domain));
  if (declared === undefined) {
    if (unit.graphs.some(usesStandardOperators)) throw userError('onnx.no-opset', { file: model.file });
    return false;
  }
  const from = declared.version.toNumber();
  if (from >= target) return false;
  if (from < oldestOpset) throw userError('upgrade.too-old', { file: model.file, opset: from, oldest: oldestOpset });
  const scope = { model, target, facts: new TensorFacts(model), isFunction: unit.isFunction };
  for (let version = from + 1; version <= target; version++) {
    const rules = rulesOf(version);
    if (rules.size > 0) for (const graph of unit.graphs) applyRules(scope, graph, rules);
  }
  declared.version = Long.fromNumber(target);
  return true;
}

/** Rewrites the nodes below a graph, then its own: what a rule adds is in the form of its version and left alone. */
function applyRules(scope: UpgradeScope, graph: Graph, rules: ReturnType<typeof rulesOf>): void {
  for (const node of [...graph.nodes]) {
    for (const inner of graph.subgraphs(node)) applyRules(scope, inner, rules);
    const rule = isStandard(node.domain) ? rules.get(node.opType) : undefined;
    rule?.upgrade(node, new UpgradeContext(scope, graph, node));
  }
}

/** Graphs that start and run training; inference never sees them, but they are read in the model's opset. */
function trainingGraphs(model: Model): readonly Graph[] {
  return model.proto.trainingInfo
    .flatMap(({ initialization, algorithm }) => [initialization, algorithm])
    .filter((proto) => proto !== null && proto !== undefined)
    .map((proto, index) => new Graph(proto, model, `training.${index}/`));
}

function usesStandardOperators(graph: Graph): boolean {
  for (const node of graph.nodes) {
    if (isStandard(node.domain) || graph.subgraphs(node).some(usesStandardOperators)) return true;
  }
  return false;
}

function isStandard(domain: string): boolean {
  return domain === standardDomain || domain === 'ai.onnx';
}
