import { message, type MessageCode } from '../../src/protocol/messages/catalogue.ts';
import { formatBytes, formatCount, formatRatio } from '../../src/protocol/quantity.ts';
import type { Inspection } from '../../src/protocol/result/inspection.ts';
import { element } from '../element.ts';
import type { Say } from '../page.ts';

/** What both models come to: each figure before and after, with how many times that is. */
export function totals(before: Inspection, after: Inspection, say: Say): HTMLElement {
  const opsets = ({ opsets: all }: Inspection): string =>
    all.map(({ domain, version }) => (domain === 'ai.onnx' ? String(version) : `${domain} ${version}`)).join(', ');
  const facts: readonly (readonly [MessageCode, string])[] = [
    ['compare.size', changed(before.bytes, after.bytes, formatBytes, say)],
    ['compare.parameters', changed(before.parameters, after.parameters, formatCount, say)],
    ['compare.nodes', changed(nodesIn(before), nodesIn(after), String, say)],
    ...macsOf(before, after, say),
    ['compare.opset', either(opsets(before), opsets(after), say)],
  ];
  const lines = facts.map(([code, text]) =>
    element('div', {}, element('dt', {}, say({ code, args: {} })), element('dd', {}, text)),
  );
  return element('dl', { class: 'totals', 'aria-label': say(message('compare.totals', {})) }, ...lines);
}

/** Only where both are known as a whole. */
function macsOf(before: Inspection, after: Inspection, say: Say): readonly (readonly [MessageCode, string])[] {
  const [one, other] = [before.macs, after.macs];
  if (one === undefined || other === undefined || one.unknown + other.unknown > 0) return [];
  return [['compare.macs', changed(one.total, other.total, formatCount, say)]];
}

function nodesIn({ nodes, nestedNodes }: Inspection): number {
  return nodes + nestedNodes;
}

function changed(before: number, after: number, format: (value: number) => string, say: Say): string {
  const texts = { before: format(before), after: format(after) };
  if (before === after) return texts.before;
  const ratio = after / before;
  if (!Number.isFinite(ratio)) return either(texts.before, texts.after, say);
  return say(message('compare.change-ratio', { ...texts, ratio: formatRatio(ratio) }));
}

function either(before: string, after: string, say: Say): string {
  return before === after ? before : say(message('compare.change', { before, after }));
}
