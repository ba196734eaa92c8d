import { element } from '../../element.ts';

/** One of several, with a line about what it tells and costs. */
export interface RadioOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly explained: string;
}

let groups = 0;

/** A choice of one among a few that each need a word. */
export function radioChoice<Value extends string>(
  legend: string,
  options: readonly RadioOption<Value>[],
  chosen: Value,
  changed: (value: Value) => void,
): HTMLElement {
  const name = `radio-${++groups}`;
  const lines = options.map(({ value, label, explained }, index) => {
    const described = `${name}-${index}`;
    const input = element('input', {
      ...{ type: 'radio', name, value, 'aria-label': label, 'aria-describedby': described },
      ...(value === chosen && { checked: true }),
    });
    input.addEventListener('change', () => changed(value));
    const text = element('span', { class: 'description', id: described }, explained);
    return element('label', { class: 'radio' }, input, element('span', {}, label), text);
  });
  return element('fieldset', { class: 'form-part' }, element('legend', {}, legend), ...lines);
}
