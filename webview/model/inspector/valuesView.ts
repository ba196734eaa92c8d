import { UserError } from '../../../src/protocol/userError.ts';
import { element } from '../../element.ts';
import { failure } from './awaited.ts';
import type { ViewContext } from './context.ts';
import { labelled } from './fields.ts';
import { dimsOf } from './tensorFacts.ts';
import { parseIndex } from './values/gridRows.ts';
import { ValuesGrid } from './values/valuesGrid.ts';

let lastId = 0;

/** The elements of a stored tensor as a table, with a field that leads to any of them. */
export function valuesView(context: ViewContext, tensor: number): HTMLElement {
  const { opened, signal } = context;
  const { model } = opened.prepared;
  const dims = dimsOf(model, tensor);
  const place = element('div', { class: 'values' });
  const readout = element('p', { class: 'readout', role: 'status' });
  const grid = new ValuesGrid({
    ...{ id: `values-${++lastId}`, dims, signal, type: model.tensorType(tensor)?.name ?? '' },
    label: context.word('inspector.values-label', { tensor: model.tensorName(tensor) }),
    ask: (offset, count, given) => opened.request('values', { tensor, offset, count }, given),
    failed: (cause) => {
      if (!(cause instanceof UserError)) throw cause;
      place.replaceChildren(failure(context, cause));
    },
    activated: (path, value) => {
      const text = `[${path.join(', ')}] = ${value}`;
      if (readout.textContent !== text) readout.textContent = text;
    },
  });
  const field = element('input', { type: 'text', class: 'field', spellcheck: 'false', autocomplete: 'off' });
  field.placeholder = dims.length === 0 ? '0' : dims.map(() => '0').join(', ');
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const wanted = parseIndex(field.value, dims);
    field.setAttribute('aria-invalid', String(wanted === undefined));
    if (wanted !== undefined) grid.goTo(wanted);
    else readout.textContent = context.word('inspector.no-element', { shape: dims.join(' × ') });
  });
  place.append(
    element('div', { class: 'fields' }, labelled(context.word('inspector.go-to'), field)),
    grid.element,
    readout,
  );
  return place;
}
