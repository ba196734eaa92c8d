import type { Message } from '../../../protocol/messages/message.ts';
import type { QuantizeStaticOptions } from '../../../protocol/options/quantizeStatic.ts';
import type { QuantizedPart } from '../../../protocol/options/sensitivity.ts';
import type { Coverage } from '../../../protocol/result/coverage.ts';
import type { Dataset } from '../../data/dataset.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import { applyPlan } from '../../quantize/apply/applyPlan.ts';
import { dequantizeBias, quantizeBias } from '../../quantize/apply/bias.ts';
import { type NodeWeights, nodeWeights } from '../../quantize/apply/nodeWeights.ts';
import { type ParametersOf, planParameters } from '../../quantize/apply/planParameters.ts';
import { WeightQuantizer } from '../../quantize/apply/weights.ts';
import type { Statistics } from '../../quantize/calibrate.ts';
import {
  calibratedPlan,
  planFromStatistics,
  type PreparedForPlan,
  prepareWithData,
  type RangedPlan,
} from '../../quantize/calibratedPlan.ts';
import { calibrationData } from '../../quantize/calibrationData.ts';
import type { PlannedNode, QuantizationPlan } from '../../quantize/plan/plan.ts';
import { ruleContext } from '../../quantize/plan/planStatic.ts';
import { ruleFor } from '../../quantize/rules/registry.ts';
import type { Operand, RuleContext } from '../../quantize/rules/rule.ts';
import { integerLimits } from '../../quantize/scheme.ts';
import type { PassContext } from '../../recipe/context.ts';
import { coverageOf } from '../../report/coverage.ts';
import type { TensorTypes } from '../../runtime/tensorTypes.ts';
import type { Layer } from '../layer.ts';
import { ActivationRounding } from './activationRounding.ts';
import { layersOf, type LayerParts, nodeOfLayer } from './layers.ts';
import { RoundedConstants } from './roundedConstants.ts';
import type { QuantizedActivation, QuantizedWeight, Scheme } from './scheme.ts';

/**
 * Static quantization as a scheme. Where the plan lets nodes that only move elements carry integers to float nodes too, those
 * read rounded numbers in the quantized model, and floats where layers are quantized alone.
 */
export interface StaticScheme extends Scheme {
  readonly options: QuantizeStaticOptions;
  readonly plan: QuantizationPlan;
  /** Of every tensor that is quantized while the model runs, with histograms: enough for any observer. */
  readonly statistics: Statistics;
  /** Scale and zero point of an activation; undefined of what stays float. */
  readonly parametersOf: ParametersOf;
  /**
   * The same model quantized with other options: planned again from the same statistics. A tensor that only the new plan has
   * as integers, and that was not seen, is left float.
   * @throws UserError when nothing can run on integers
   */
  with(options: QuantizeStaticOptions): StaticScheme;
}

/**
 * Prepares a model in place and calibrates on as many samples of the dataset as the options say.
 * @throws UserError when the model cannot be prepared, the data does not fit it, or nothing can run on integers
 */
export async function prepareStaticScheme(
  model: Model,
  dataset: Dataset,
  options: QuantizeStaticOptions,
  context: PassContext,
): Promise<StaticScheme> {
  const samples = calibrationData(dataset, model, options);
  const prepared = await prepareWithData(model, samples, context);
  const found = await calibratedPlan(model, prepared.types, samples, options, context, 'for-any-observer');
  return new PlannedScheme(model, prepared, options, found.statistics, found);
}

class PlannedScheme implements StaticScheme {
  readonly float: Model;
  readonly options: QuantizeStaticOptions;
  readonly plan: QuantizationPlan;
  readonly statistics: Statistics;
  readonly layers: readonly Layer[];
  readonly coverage: Coverage;
  readonly parametersOf: ParametersOf;
  private readonly prepared: PreparedForPlan;
  private readonly ranged: RangedPlan;
  private readonly context: RuleContext;
  private readonly weights: WeightQuantizer;
  private dequantized: ReadonlyMap<string, string> | undefined;

  constructor(
    float: Model,
    prepared: PreparedForPlan,
    options: QuantizeStaticOptions,
    statistics: Statistics,
    ranged: RangedPlan,
  ) {
    const { plan, ranges } = ranged;
    this.float = float;
    this.prepared = prepared;
    this.options = options;
    this.statistics = statistics;
    this.ranged = ranged;
    this.plan = plan;
    this.context = ruleContext(float, plan.preset, prepared.types, plan.overrides);
    this.weights = new WeightQuantizer(float, plan.preset);
    this.parametersOf = planParameters(float, plan, ranges);
    const macsOf = (node: NodeId): number | undefined => prepared.macs.get(node);
    this.coverage = coverageOf(plan.nodes, macsOf, plan.preset);
    const absorbed = new Set(plan.nodes.flatMap(({ node, reason }) => (reason.code === 'reason.absorbed' ? node : [])));
    this.layers = layersOf(float, prepared.types, plan.nodes, macsOf, (node, planned, result) =>
      this.partsOf(node, planned, result, absorbed),
    );
  }

  get types(): TensorTypes {
    return this.prepared.types;
  }

  get notes(): readonly Message[] {
    return this.prepared.normalised.left.map(({ reason }) => reason);
  }

  with(options: QuantizeStaticOptions): StaticScheme {
    const { float, prepared, statistics } = this;
    const ranged = planFromStatistics(float, prepared.types, options, statistics);
    return new PlannedScheme(float, prepared, options, statistics, ranged);
  }

  quantized(): Model {
    const copy = disposableCopy(this.float);
    this.dequantized = applyPlan(copy, this.plan, this.types, this.ranged.ranges);
    return copy;
  }

  quantizedName(tensor: string): string {
    if (this.dequantized === undefined) this.quantized();
    // Where floats are left, they are what the node wrote: integers are made of them for other readers.
    const isInteger = this.plan.tensors.get(tensor)?.integerOnly === true;
    return (isInteger ? this.dequantized?.get(tensor) : undefined) ?? tensor;
  }

  get activations(): readonly QuantizedActivation[] {
    const { plan, statistics } = this;
    return [...plan.tensors.values()].flatMap((planned) => {
      const parameters = this.parametersOf(planned.tensor);
      const seen = statistics.get(planned.tensor);
      const isRoot = planned.root === planned.tensor && !planned.constant;
      if (!isRoot || parameters === undefined || seen === undefined) return [];
      return { planned, parameters, seen, percentile: plan.percentile };
    });
  }

  weightsOf(layer: Layer): readonly QuantizedWeight[] {
    const found = layer.precision === 'integer' ? this.weightsOfNode(nodeOfLayer(layer, this.float)) : undefined;
    if (found === undefined) return [];
    const { weight, parameters } = found;
    return [
      {
        tensor: weight,
        dims: this.context.constant(weight)?.dims ?? [],
        parameters,
        limits: integerLimits(parameters.type, this.weights.scheme),
        values: () => this.weights.values(weight).data,
        rounded: () => this.weights.rounded(weight, parameters),
      },
    ];
  }

  quantizeLayers(part: Model, layers: Iterable<Layer>, what: QuantizedPart): void {
    const chosen = [...layers]
      .filter(({ precision }) => precision === 'integer')
      .map((layer) => ({ layer, node: nodeOfLayer(layer, part), float: nodeOfLayer(layer, this.float) }));
    const constants = new RoundedConstants(part);
    if (what !== 'weights') {
      const rounding = new ActivationRounding(part, this.plan, this.parametersOf, constants);
      for (const { layer } of chosen) rounding.result(layer.output);
      for (const { node, float } of chosen) {
        for (const [index, { kind }] of this.operands(float).entries()) {
          if (kind === 'activation') rounding.input(node, index);
        }
      }
    }
    if (what !== 'activations') for (const { node, float } of chosen) this.roundWeights(part, node, float, constants);
  }

  private roundWeights(part: Model, node: onnx.NodeProto, float: onnx.NodeProto, constants: RoundedConstants): void {
    const found = this.weightsOfNode(float);
    if (found === undefined) return;
    const { at, weight, parameters, bias } = found;
    const dims = this.context.constant(weight)?.dims ?? [];
    const rounded = constants.store(weight, parameters, dims, () => this.weights.rounded(weight, parameters));
    part.graph.setInput(node, at, rounded);
    constants.drop(weight);
    if (bias === undefined) return;
    const values = dequantizeBias(quantizeBias(bias.values, bias.inputScale, parameters));
    part.graph.setInput(
      node,
      bias.at,
      constants.store(bias.name, node, [values.length], () => values),
    );
    constants.drop(bias.name);
  }

  private weightsOfNode(node: onnx.NodeProto): NodeWeights | undefined {
    const { float, plan, weights, parametersOf } = this;
    return nodeWeights(float, plan.preset, weights, this.operands(node), node.input, parametersOf);
  }

  private operands(node: onnx.NodeProto): readonly Operand[] {
    return ruleFor(node)?.operands(node, this.context) ?? [];
  }

  private partsOf(
    node: onnx.NodeProto,
    { precision }: PlannedNode,
    result: string,
    absorbed: ReadonlySet<NodeId>,
  ): LayerParts {
    const { graph } = this.float;
    const operands = this.operands(node);
    const weight = node.input.find((_, index) => operands[index]?.kind === 'weight');
    if (precision !== 'integer') return { output: result, weight, activations: [] };
    const [reader] = graph.consumers(result);
    const output = reader !== undefined && absorbed.has(graph.id(reader)) ? (reader.output[0] ?? result) : result;
    const read = node.input.filter((_, index) => operands[index]?.kind === 'activation');
    const activations = [...read, output].flatMap((tensor) => {
      const planned = this.plan.tensors.get(tensor);
      const isWritten = tensor === output && planned?.integerOnly !== true;
      return planned === undefined || planned.constant || isWritten ? [] : planned.root;
    });
    return { output, weight, activations: [...new Set(activations)] };
  }
}
