import './quantization.css';
import type { SensitiveLayer } from '../../../../src/protocol/result/sensitivity.ts';
import { element } from '../../../element.ts';
import type { Findings } from '../../findings.ts';
import type { ViewContext } from '../context.ts';
import { longList, nodeLink } from '../links.ts';
import { quantizedActivations, quantizedWeight } from './distributions.ts';
import { followed } from './followed.ts';
import { keepFloat } from './keepFloat.ts';
import { type Awaited, measuredGroups } from './measured.ts';
import { measuredTable } from './measuredTable.ts';
import { isSynthetic } from './sensitivityLine.ts';

/**
 * How the layer of a node is quantized, and what that does to it: made once something is known, and filled as more is. From then
 * on it stays as long as the node is shown, also where another analysis begins anew.
 */
export function quantizationSection(context: ViewContext, node: number): HTMLElement {
  const { findings } = context.opened;
  let made = false;
  return followed(
    findings,
    context.signal,
    () => [(made ||= findings.layerOf(node) !== undefined)] as const,
    ([isKnown]) => (isKnown ? [section(context, node)] : []),
  );
}

function section(context: ViewContext, node: number): HTMLElement {
  return context.sections.make({
    ...{ id: 'node.quantization', title: context.word('layerQuantization.quantization'), open: true },
    content: () => [
      introduction(context, node),
      keepFloat(context, node),
      measured(context, node),
      quantizedWeight(context, node),
      quantizedActivations(context, node),
    ],
  });
}

/** What is to be known of all that follows. */
function introduction(context: ViewContext, node: number): HTMLElement {
  const { findings } = context.opened;
  return followed(
    findings,
    context.signal,
    () => [findings.layerOf(node), isSynthetic(findings)] as const,
    ([layer, synthetic]) => [
      ...(synthetic ? [remark(context.word('layerQuantization.on-synthetic'))] : []),
      ...(layer?.precision === 'float' ? [remark(context.word('layerQuantization.float-anyway'))] : []),
      ...asOne(context, node, layer),
    ],
  );
}

function measured(context: ViewContext, node: number): HTMLElement {
  const { findings } = context.opened;
  return followed(
    findings,
    context.signal,
    () => [findings.layerOf(node), findings.sensitivity, findings.plan] as const,
    ([layer]) => {
      const groups = measuredGroups(layer ?? {}, awaited(findings));
      return [
        groups.length > 0 ? measuredTable(context, groups) : remark(context.word('layerQuantization.not-measured')),
      ];
    },
  );
}

function remark(text: string): HTMLElement {
  return element('p', { class: 'description' }, text);
}

function awaited({ sensitivity, plan }: Findings): Awaited {
  const isRunning = sensitivity === undefined;
  return { symptom: isRunning && plan?.symptom !== undefined, cause: isRunning && plan?.cause !== undefined };
}

/** The other nodes that the layer stands for, such as a Relu that vanishes into a Conv. */
function asOne(context: ViewContext, node: number, layer: SensitiveLayer | undefined): readonly HTMLElement[] {
  const others = layer === undefined ? [] : context.opened.findings.nodesOf(layer).filter((each) => each !== node);
  if (others.length === 0) return [];
  return [
    element(
      'div',
      { class: 'as-one' },
      element('span', { class: 'description' }, context.word('layerQuantization.as-one')),
      longList(context, others, (each) => [nodeLink(context, each)]),
    ),
  ];
}
