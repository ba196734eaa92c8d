import type { AttributeDetails } from '../../../src/protocol/graph/details.ts';
import { element } from '../../element.ts';
import type { ViewContext } from './context.ts';
import { longText } from './longText.ts';
import { nameText } from './names.ts';

/** The attributes of a node with their values. */
export function attributeTable(context: ViewContext, attributes: readonly AttributeDetails[]): HTMLElement {
  if (attributes.length === 0) return element('p', { class: 'description' }, context.word('inspector.no-attributes'));
  const rows = attributes.map((attribute) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row', title: attribute.kind }, nameText(attribute.name)),
      element('td', {}, ...valueOf(context, attribute)),
    ),
  );
  const label = context.word('inspector.attributes');
  return element('table', { class: 'facts', 'aria-label': label }, element('tbody', {}, ...rows));
}

function valueOf(context: ViewContext, attribute: AttributeDetails): readonly HTMLElement[] {
  const { value, givenBy, documentation } = attribute;
  const content: HTMLElement[] = [];
  if (givenBy !== undefined) {
    content.push(element('div', {}, context.word('inspector.given-by', { attribute: givenBy })));
  } else if (value.length > 0) content.push(longText(context, value));
  // An empty text is a value, too.
  else content.push(element('div', { class: 'description' }, context.word('inspector.empty-value')));
  if (documentation.length > 0)
    content.push(element('div', { class: 'description' }, longText(context, documentation)));
  return content;
}
