import { dropdown } from '../../controls/dropdown.ts';
import { element } from '../../element.ts';

/** One of a few words, below what it is about. */
export function choiceField<Value extends string>(
  label: string,
  choices: readonly { readonly value: Value; readonly text: string }[],
  chosen: Value,
  changed: (value: Value) => void,
): HTMLElement {
  const list = dropdown(label, choices, chosen, (value) => {
    const found = choices.find((each) => each.value === value);
    if (found !== undefined) changed(found.value);
  });
  return element(
    'div',
    { class: 'choice-field' },
    element('span', { class: 'field-label', 'aria-hidden': true }, label),
    list,
  );
}
