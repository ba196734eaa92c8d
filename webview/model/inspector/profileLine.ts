import { formatMilliseconds } from '../../../src/protocol/quantity.ts';
import type { ProfiledNode } from '../../../src/protocol/result/profile.ts';
import { timeFigure } from '../analysis/profileFigures.ts';
import { element } from '../../element.ts';
import type { ViewContext } from './context.ts';
import { rankOf } from './figureRank.ts';
import { nodeLink } from './links.ts';
import { followed } from './quantization/followed.ts';

/** Below the heading of a node: how long it takes, as what it runs, or with which node its time stands. Empty until that is measured. */
export function profileLine(context: ViewContext, node: number): HTMLElement {
  const { findings } = context.opened;
  return followed(
    findings,
    context.signal,
    () => [findings.profiledNode(node), findings.profile] as const,
    ([profiled, found]) => {
      if (profiled === undefined) return [];
      const synthetic = found?.profile.samples.synthetic === true;
      return [
        line(profiled.runs === 'fused' ? fusedParts(context, profiled) : ownParts(context, node, profiled, synthetic)),
      ];
    },
  );
}

function ownParts(
  context: ViewContext,
  node: number,
  profiled: ProfiledNode,
  synthetic: boolean,
): readonly HTMLElement[] {
  const { runs, kernel, milliseconds } = profiled;
  if (runs === 'folded') return [description(context.word('performance.gone'))];
  const as = context.word(runs === 'integer' ? 'performance.integer' : 'performance.float');
  const figure = context.opened.figures.get(timeFigure);
  const rank = figure && rankOf(figure, node);
  return [
    description(context.word('performance.takes')),
    element('span', { class: 'sensitivity-figure' }, formatMilliseconds(milliseconds)),
    ...(rank === undefined
      ? []
      : [element('span', {}, context.word('performance.rank', { place: rank.place, of: rank.of }))]),
    description(kernel === undefined ? as : context.word('performance.kernel-named', { runs: as, kernel })),
    ...(synthetic ? [description(context.word('page.synthetic-data'))] : []),
  ];
}

/** What runs as a part of another kernel has no time of its own. */
function fusedParts(context: ViewContext, { into }: ProfiledNode): readonly HTMLElement[] {
  const other = into === undefined ? undefined : context.opened.prepared.model.nodeOfId(into);
  if (other === undefined) return [description(context.word('performance.part-of-another'))];
  return [description(context.word('performance.part-of')), nodeLink(context, other)];
}

function description(text: string): HTMLElement {
  return element('span', { class: 'description' }, text);
}

/** The first is what the second is of; the others stand apart. */
function line([first, ...others]: readonly HTMLElement[]): HTMLElement {
  const apart = others.flatMap((part, index) => [index === 0 ? ' ' : ' · ', part]);
  return element('p', { class: 'sensitivity-line' }, ...(first === undefined ? [] : [first]), ...apart);
}
