import { element } from '../../element.ts';

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** A drop-down list of the browser. */
export function select(
  choices: readonly Choice[],
  chosen: string,
  onChange: (value: string) => void,
): HTMLSelectElement {
  const options = choices.map(({ value, text }) => element('option', { value, selected: value === chosen }, text));
  const field = element('select', { class: 'field' }, ...options);
  field.addEventListener('change', () => onChange(field.value));
  return field;
}

/** A control with its label before it. */
export function labelled(label: string, control: HTMLElement): HTMLElement {
  return element('label', { class: 'labelled' }, element('span', {}, label), control);
}
