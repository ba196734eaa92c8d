import type { QuantizedPart } from '../../../protocol/options/sensitivity.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import type { Model } from '../../onnx/model.ts';
import type { Layer, QuantizableModel } from '../layer.ts';
import type { Segment } from './segments.ts';

/** The models that segments are loaded from: as they are in the base model, and with one layer otherwise. */
export interface PartModels {
  /** The number of the segment that a layer is in. */
  readonly segmentOf: (layer: Layer) => number;
  readonly base: (segment: Segment) => Model;
  /**
   * The segment of a layer, with `what` of it quantized, or left out of what is quantized. Each has a session of its own: with 8
   * samples loading it took 2 % of measuring a layer of ResNet-50 and PP-OCR rec, 6 % of MobileNetV2. No more than that could be
   * saved by a session that layers share, which would take weights as inputs, run slower for it, and still have Q and DQ fixed.
   */
  readonly variant: (layer: Layer, what: QuantizedPart, segment: Segment) => Model;
}

/** What else is quantized of a layer of which a part is left out. */
const remaining = { both: undefined, weights: 'activations', activations: 'weights' } as const;

export function partModels(
  model: QuantizableModel,
  base: 'float' | 'quantized',
  segments: readonly Segment[],
  stepOf: (layer: Layer) => number,
): PartModels {
  const places = new Map<Layer['node'], number>();
  const layersOf: Layer[][] = segments.map(() => []);
  for (const layer of model.layers) {
    const step = stepOf(layer);
    const place = segments.findIndex(({ first, end }) => first <= step && step < end);
    places.set(layer.node, place);
    layersOf[place]!.push(layer);
  }
  const changed = (segment: Segment, change: (part: Model) => void): Model => {
    const part = disposableCopy(segment.model);
    change(part);
    return part;
  };
  const layersIn = (segment: Segment): readonly Layer[] => layersOf[segments.indexOf(segment)] ?? [];
  return {
    segmentOf: ({ node }) => places.get(node)!,
    base: (segment) =>
      base === 'float'
        ? segment.model
        : changed(segment, (part) => model.quantizeLayers(part, layersIn(segment), 'both')),
    variant: (layer, what, segment) =>
      changed(segment, (part) => {
        if (base === 'float') {
          model.quantizeLayers(part, [layer], what);
          return;
        }
        const others = layersIn(segment).filter(({ node }) => node !== layer.node);
        model.quantizeLayers(part, others, 'both');
        const rest = remaining[what];
        if (rest !== undefined) model.quantizeLayers(part, [layer], rest);
      }),
  };
}
