import { element } from '../../element.ts';
import type { ViewContext } from './context.ts';
import { live } from './live.ts';

/** The type and shape of a tensor, as they are known now: a run of the model may tell them later. */
export function typeShape(context: ViewContext, tensor: number): HTMLElement {
  const { shapes } = context.opened;
  return live('span', [shapes], context.signal, () => {
    const type = shapes.type(tensor);
    if (type === undefined && shapes.shape(tensor) === undefined) return [context.word('inspector.nothing-known')];
    const text = `${type ?? context.word('inspector.type-unknown')} ${shapeText(context, tensor)}`;
    return [text, ...measuredMark(context, tensor)];
  });
}

/** The shape alone. */
export function liveShape(context: ViewContext, tensor: number): HTMLElement {
  return live('span', [context.opened.shapes], context.signal, () => [
    shapeText(context, tensor),
    ...measuredMark(context, tensor),
  ]);
}

function shapeText(context: ViewContext, tensor: number): string {
  const shape = context.opened.shapes.shape(tensor);
  if (shape === undefined) return context.word('inspector.shape-unknown');
  return shape === '' ? context.word('inspector.scalar') : shape;
}

function measuredMark(context: ViewContext, tensor: number): readonly (Node | string)[] {
  if (!context.opened.shapes.isMeasured(tensor)) return [];
  const title = context.word('inspector.measured-hint');
  return [' ', element('span', { class: 'measured', title }, context.word('inspector.measured'))];
}

/** The type alone. */
export function liveType(context: ViewContext, tensor: number): HTMLElement {
  const { shapes } = context.opened;
  return live('span', [shapes], context.signal, () => [shapes.type(tensor) ?? context.word('inspector.type-unknown')]);
}
