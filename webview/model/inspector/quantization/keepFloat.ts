import { element, linkButton } from '../../../element.ts';
import type { ViewContext } from '../context.ts';

/**
 * Makes the model again with the layer of a node in float, however long that takes. What came of it is told by the notices of the
 * page, since something else may be selected by then.
 */
export function keepFloat(context: ViewContext, node: number): HTMLElement {
  const { findings, prepared } = context.opened;
  const said = element('div', { class: 'description', role: 'status' });
  let isMaking = false;
  const button = linkButton(context.word('findings.keep-float'), () => {
    const layer = findings.layerOf(node);
    if (isMaking || layer === undefined) return;
    const nodes = findings.nodesOf(layer).map((each) => prepared.model.nodeId(each));
    isMaking = true;
    button.setAttribute('aria-disabled', 'true');
    said.textContent = context.word('layerQuantization.keeping');
    void context.variants.make({ kind: 'keep-float', nodes }).finally(() => {
      isMaking = false;
      button.removeAttribute('aria-disabled');
      said.textContent = '';
    });
  });
  return element('div', { class: 'keep-float' }, button, said);
}
