import { message } from '../../../../src/protocol/messages/catalogue.ts';
import { formatMilliseconds, formatShare } from '../../../../src/protocol/quantity.ts';
import type { Hint, HintRemedy } from '../../../../src/protocol/result/hint.ts';
import { button } from '../../../controls/controls.ts';
import { element, linkButton } from '../../../element.ts';
import { icon } from '../../../icon.ts';
import type { OpenedModel } from '../../opened.ts';
import type { Item } from '../../selection.ts';

/** So many nodes of a hint have a link; the others are selected together. */
const linked = 4;

export interface HintEntryOptions {
  /** Milliseconds of one run. */
  readonly latency: number;
  readonly act: (remedy: HintRemedy) => void;
}

/** A hint: what is wrong and what that costs, where, and what to do. Links have the numbers of their nodes. */
export function hintEntry(opened: OpenedModel, hint: Hint, { latency, act }: HintEntryOptions): HTMLLIElement {
  const { say } = opened;
  const { severity, hazard, remedy, action, milliseconds } = hint;
  const kind = element('span', { class: 'unseen' }, say(message(`performance.hint-${severity}`, {})));
  const cost =
    milliseconds === undefined
      ? []
      : [
          element(
            'span',
            { class: 'hint-cost' },
            say(
              message('performance.hint-cost', {
                time: formatMilliseconds(milliseconds),
                share: formatShare(latency > 0 ? milliseconds / latency : 0),
              }),
            ),
          ),
        ];
  const does =
    action === undefined
      ? []
      : [button('secondary', say(message(`performance.remedy-${action}`, {})), () => act(action))];
  return element(
    'li',
    { class: `hint ${severity}` },
    icon(severity),
    element(
      'div',
      { class: 'hint-text' },
      element('p', {}, kind, ' ', say(hazard)),
      element('p', { class: 'description' }, say(remedy)),
      ...nodeLinks(opened, hint),
    ),
    element('div', { class: 'hint-side' }, ...cost, ...does),
  );
}

function nodeLinks({ say, prepared: { model }, selection }: OpenedModel, hint: Hint): readonly HTMLElement[] {
  const nodes = hint.nodes.flatMap((id) => model.nodeOfId(id) ?? []);
  if (nodes.length === 0) return [];
  const select = (chosen: readonly number[]): void =>
    selection.set(
      chosen.map((node): Item => ({ kind: 'node', node })),
      'findings',
    );
  const links = nodes.slice(0, linked).map((node) => {
    const name = model.nodeName(node) || model.nodeId(node);
    const link = linkButton(`${model.operator(node)} ${name}`, () => select([node]));
    link.dataset['node'] = String(node);
    return link;
  });
  const all =
    nodes.length > 1
      ? [linkButton(say(message('performance.select-nodes', { count: nodes.length })), () => select(nodes))]
      : [];
  return [element('div', { class: 'hint-nodes' }, ...links, ...all)];
}
