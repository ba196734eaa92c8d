import { attribute, graphValue, int, intAttribute, ints, intsAttribute, makeNode } from '../../attributes.ts';
import { onnx } from '../../generated/onnx.js';
import type { Graph } from '../../graph.ts';
import { userError } from '../../../../protocol/userError.ts';
import type { UpgradeContext } from '../context.ts';
import type { UpgradeRule } from '../rule.ts';

/**
 * Scan 9 has no batch axis. Scan 8 ran its body over the sequence of each sample: a Scan over the samples, each step of
 * which is the Scan over its sequence, does the same. Sequences of different lengths cannot be expressed.
 */
function overSamples(node: onnx.NodeProto, context: UpgradeContext): void {
  context.requireValues('directions');
  const [lengths = '', ...inputs] = node.input;
  if (lengths !== '') throw userError('upgrade.scan-lengths', context.where);
  const [body] = context.graph.subgraphs(node);
  const bodyProto = attribute(node, 'body')?.g;
  if (body === undefined || !bodyProto) return;
  body.commit();
  const sample = (tensor: string, index: number): string => context.graph.freshName(`${tensor}/sample_${index}`);
  const innerInputs = inputs.map(sample);
  const innerOutputs = node.output.map((output, index) =>
    sample(output === '' ? `${node.opType}_output` : output, index),
  );
  const directions = intsAttribute(node, 'directions');
  const inner = makeNode('Scan', innerInputs, innerOutputs, {
    name: node.name,
    attributes: {
      body: graphValue(bodyProto),
      num_scan_inputs: int(intAttribute(node, 'num_scan_inputs') ?? 0),
      ...(directions && { scan_input_directions: ints(directions) }),
    },
  });
  const step = onnx.GraphProto.create({
    name: `${bodyProto.name}_of_sample`,
    node: [inner],
    input: innerInputs.map((name) => onnx.ValueInfoProto.create({ name })),
    output: innerOutputs.map((name) => onnx.ValueInfoProto.create({ name })),
  });
  const attributes = { body: graphValue(step), num_scan_inputs: int(inputs.length) };
  const outer = context.replace(
    'Scan',
    inputs,
    Object.entries(attributes).map(([name, value]) => value(name)),
  );
  const [stepGraph] = context.graph.subgraphs(outer);
  const [movedBody] = stepGraph?.subgraphs(inner) ?? [];
  stepGraph?.setOrigins(inner, context.graph.origins(outer));
  if (movedBody !== undefined) copyOrigins(body, movedBody);
}

/** Nodes that moved into another graph with the one around them are still the user's. */
function copyOrigins(from: Graph, to: Graph): void {
  for (const node of from.nodes) {
    to.setOrigins(node, from.origins(node));
    const moved = to.subgraphs(node);
    from.subgraphs(node).forEach((graph, index) => {
      const target = moved[index];
      if (target !== undefined) copyOrigins(graph, target);
    });
  }
}

export const scanRules: readonly UpgradeRule[] = [{ operator: 'Scan', since: 9, upgrade: overSamples }];
