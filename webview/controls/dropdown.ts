import './controls.css';
import { element } from '../element.ts';

/** One of the choices of a drop-down list. */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** A list of choices of which one is chosen: the browser's own, which every screen reader knows. */
export function dropdown(
  label: string,
  choices: readonly Choice[],
  chosen: string,
  onChange: (value: string) => void,
): HTMLSelectElement {
  const options = choices.map(({ value, text }) =>
    element('option', { value, ...(value === chosen ? { selected: true } : {}) }, text),
  );
  const made = element('select', { class: 'dropdown', 'aria-label': label }, ...options);
  made.addEventListener('change', () => onChange(made.value));
  return made;
}
