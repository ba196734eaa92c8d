import type { Message } from '../../../protocol/messages/message.ts';
import type { QuantizeDynamicOptions } from '../../../protocol/options/quantizeDynamic.ts';
import type { QuantizedPart } from '../../../protocol/options/sensitivity.ts';
import type { Coverage } from '../../../protocol/result/coverage.ts';
import { userError } from '../../../protocol/userError.ts';
import type { Dataset } from '../../data/dataset.ts';
import { makeNode } from '../../onnx/attributes.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import { macsByNode } from '../../profile/nodeMacs.ts';
import { typingOptions } from '../../quantize/calibratedPlan.ts';
import { DynamicEditor, dynamicWeightParameters, limitsOf } from '../../quantize/dynamic/editor.ts';
import { prepareDynamic } from '../../quantize/dynamic/prepareDynamic.ts';
import { applyDynamic, planDynamic, schemeFor } from '../../quantize/dynamic/quantizeDynamic.ts';
import { dynamicRuleFor } from '../../quantize/dynamic/registry.ts';
import type { DynamicWeight } from '../../quantize/dynamic/rule.ts';
import { requireIntegers } from '../../quantize/plan/nothingInteger.ts';
import type { PlannedNode } from '../../quantize/plan/plan.ts';
import { integerLimits } from '../../quantize/scheme.ts';
import { channelLayout } from '../../quantize/schemeChannels.ts';
import { dequantizeTensor, quantizeTensor } from '../../quantize/schemeTensor.ts';
import { thisMachine } from '../../quantize/thisMachine.ts';
import type { PassContext } from '../../recipe/context.ts';
import { coverageOf } from '../../report/coverage.ts';
import { initialState } from '../../runtime/runSamples.ts';
import { type TensorTypes, tensorTypes } from '../../runtime/tensorTypes.ts';
import type { Layer } from '../layer.ts';
import { layersOf, nodeOfLayer } from './layers.ts';
import { RoundedConstants } from './roundedConstants.ts';
import type { QuantizedWeight, Scheme } from './scheme.ts';

/**
 * Prepares a model in place; one run on the first sample tells its types.
 * @throws UserError when the model cannot be prepared, the data does not fit it, or nothing can run on integers
 */
export async function prepareDynamicScheme(
  model: Model,
  dataset: Dataset,
  options: QuantizeDynamicOptions,
  context: PassContext,
): Promise<Scheme> {
  const notes = prepareDynamic(model);
  const plan = planDynamic(model, options, thisMachine());
  requireIntegers(plan, model.file);
  for await (const { feeds } of dataset.samples({ end: 1 })) {
    const types = await tensorTypes(model, new Map([...feeds, ...initialState(dataset)]), typingOptions(context));
    return new DynamicallyQuantized(model, types, plan, options, notes);
  }
  throw userError('quantize.no-samples', { source: dataset.source });
}

class DynamicallyQuantized implements Scheme {
  readonly float: Model;
  readonly types: TensorTypes;
  readonly layers: readonly Layer[];
  readonly coverage: Coverage;
  readonly notes: readonly Message[];
  /** Their parameters are those of a run. */
  readonly activations = [];
  private readonly plan: readonly PlannedNode[];
  private readonly options: QuantizeDynamicOptions;

  constructor(
    float: Model,
    types: TensorTypes,
    plan: readonly PlannedNode[],
    options: QuantizeDynamicOptions,
    notes: readonly Message[],
  ) {
    this.float = float;
    this.types = types;
    this.plan = plan;
    this.options = options;
    this.notes = notes;
    const macs = macsByNode(float.graph, types);
    const macsOf = (node: NodeId): number | undefined => macs.get(node);
    this.coverage = coverageOf(plan, macsOf);
    this.layers = layersOf(float, types, plan, macsOf, (node, { precision }, output) => ({
      output,
      weight: node.input[this.weightInputs(node)[0]?.input ?? -1],
      activations: precision === 'integer' ? [node.input[0] ?? ''] : [],
    }));
  }

  quantized(): Model {
    const copy = disposableCopy(this.float);
    applyDynamic(copy, this.plan, this.options, thisMachine());
    return copy;
  }

  /** Results stay floats under their names. */
  quantizedName(tensor: string): string {
    return tensor;
  }

  weightsOf(layer: Layer): readonly QuantizedWeight[] {
    if (layer.precision !== 'integer') return [];
    const node = nodeOfLayer(layer, this.float);
    return this.weightInputs(node).map((weight) => this.quantizedWeight(node, weight));
  }

  quantizeLayers(part: Model, layers: Iterable<Layer>, what: QuantizedPart): void {
    const nodes = [...layers]
      .filter(({ precision }) => precision === 'integer')
      .map((layer) => ({ layer, node: nodeOfLayer(layer, part) }));
    const constants = new RoundedConstants(part);
    if (what === 'both') {
      const editor = new DynamicEditor(part, this.scheme);
      for (const { node } of nodes) {
        dynamicRuleFor(node)?.apply(node, editor);
        for (const { input } of this.weightInputs(node)) constants.drop(node.input[input] ?? '');
      }
    } else if (what === 'activations') {
      const rounded = new Map<string, string>();
      for (const { node } of nodes) roundActivation(part, node, rounded);
    } else {
      for (const { layer, node } of nodes) {
        for (const { input } of this.weightInputs(node)) this.roundWeight(part, layer, node, input, constants);
      }
    }
  }

  private roundWeight(
    part: Model,
    layer: Layer,
    node: onnx.NodeProto,
    input: number,
    constants: RoundedConstants,
  ): void {
    const tensor = node.input[input] ?? '';
    const weight = this.weightsOf(layer).find((each) => each.tensor === tensor);
    if (weight === undefined) return;
    const key = `${tensor} ${'axis' in weight.parameters ? weight.parameters.axis : ''}`;
    part.graph.setInput(
      node,
      input,
      constants.store(tensor, key, weight.dims, () => weight.rounded()),
    );
    constants.drop(tensor);
  }

  private quantizedWeight(node: onnx.NodeProto, { input, axis }: DynamicWeight): QuantizedWeight {
    const { float, scheme } = this;
    const tensor = node.input[input] ?? '';
    const values = (): Float32Array => {
      const constant = float.constant(float.graph, tensor);
      if (!(constant?.data instanceof Float32Array)) throw new Error(`${tensor} is not a float32 constant`);
      return constant.data;
    };
    const dims = float.constantHeader(float.graph, tensor)?.dims ?? [];
    const parameters = dynamicWeightParameters(float.file, tensor, { data: values(), dims }, axis, scheme);
    const layout = axis === undefined ? {} : { layout: channelLayout(dims, axis) };
    return {
      ...{ tensor, dims, parameters, values },
      limits: integerLimits(parameters.type, limitsOf(scheme)),
      rounded: () =>
        dequantizeTensor(
          quantizeTensor(values(), parameters, { ...layout, scheme: limitsOf(scheme) }),
          parameters,
          layout,
        ),
    };
  }

  private weightInputs(node: onnx.NodeProto): readonly DynamicWeight[] {
    const weights = dynamicRuleFor(node)?.weights(node, this.scheme) ?? [];
    return weights.filter(({ input }) => this.float.constantHeader(this.float.graph, node.input[input] ?? ''));
  }

  private get scheme() {
    return schemeFor(this.options, thisMachine());
  }
}

/** Lets a node read its data rounded as the integer form of it would round it. */
function roundActivation({ graph }: Model, node: onnx.NodeProto, rounded: Map<string, string>): void {
  const tensor = node.input[0] ?? '';
  let name = rounded.get(tensor);
  if (name === undefined) {
    const parts = ['integers', 'scale', 'zero_point'].map((part) => graph.freshName(`${tensor}_${part}`));
    name = graph.freshName(`${tensor}_rounded`);
    graph.add(makeNode('DynamicQuantizeLinear', [tensor], parts, { name: `${name}_DynamicQuantizeLinear` }), []);
    graph.add(makeNode('DequantizeLinear', parts, [name], { name: `${name}_DequantizeLinear` }), []);
    rounded.set(tensor, name);
  }
  graph.setInput(node, 0, name);
}
