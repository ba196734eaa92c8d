import type { TensorDistribution } from '../../../../src/protocol/result/sensitivity.ts';
import { element } from '../../../element.ts';
import type { ViewContext } from '../context.ts';
import { nameText } from '../names.ts';
import { activationView } from './activationView.ts';
import { followed } from './followed.ts';
import { weightChannels } from './weightChannels.ts';
import { isPerChannel } from './weightLevels.ts';
import { weightView } from './weightView.ts';
import { writtenTensors } from './writtenTensors.ts';

/** The weight of the layer of a node, as it is quantized. */
export function quantizedWeight(context: ViewContext, node: number): HTMLElement {
  const { findings } = context.opened;
  return followed(
    findings,
    context.signal,
    () => {
      const name = findings.layerOf(node)?.weight;
      return [name === undefined ? undefined : findings.weight(name)] as const;
    },
    ([weight]) => {
      if (weight === undefined) return [];
      const channels = (): HTMLElement =>
        context.sections.make({
          ...{ id: 'quantization.channels', title: context.word('layerQuantization.channels'), level: 4, open: false },
          content: () => weightChannels(context, weight),
        });
      return [
        part(context, {
          ...{ id: 'quantization.weight', title: context.word('layerQuantization.weight'), tensor: weight.tensor },
          content: () => weightView(context, weight),
        }),
        ...(isPerChannel(weight) ? [channels()] : []),
      ];
    },
  );
}

/** The activations that the layer of a node reads and writes, as they are quantized. */
export function quantizedActivations(context: ViewContext, node: number): HTMLElement {
  const { findings, prepared } = context.opened;
  return followed(
    findings,
    context.signal,
    (): readonly [isAwaited: boolean, ...known: readonly TensorDistribution[]] => {
      const names = findings.layerOf(node)?.activations ?? [];
      const known = names.flatMap((name) => findings.activation(name) ?? []);
      return [findings.sensitivity === undefined && known.length < names.length, ...known];
    },
    ([isAwaited, ...known]) => {
      const toCome = (): HTMLElement =>
        element('p', { class: 'description' }, context.word('layerQuantization.to-come'));
      const layer = findings.layerOf(node);
      const written = writtenTensors(prepared.model, layer === undefined ? [] : findings.nodesOf(layer));
      return [
        ...known.map((activation, index) =>
          part(context, {
            id: `quantization.activation-${index}`,
            title: context.word(
              written.has(activation.tensor) ? 'layerQuantization.writes' : 'layerQuantization.reads',
            ),
            tensor: activation.tensor,
            content: () => activationView(context, activation),
          }),
        ),
        ...(isAwaited ? [toCome()] : []),
      ];
    },
  );
}

interface Part {
  readonly id: string;
  /** What the tensor is to the layer. */
  readonly title: string;
  readonly tensor: string;
  readonly content: () => readonly HTMLElement[];
}

/** A section within the section, for one tensor. */
function part({ sections }: ViewContext, { id, title, tensor, content }: Part): HTMLElement {
  const heading = element('span', {}, title, ' ', nameText(tensor));
  return sections.make({ id, title: heading, level: 4, open: true, content });
}
