import { formatBytes } from '../../../src/protocol/quantity.ts';
import { element, linkButton } from '../../element.ts';
import { awaitInto } from './awaited.ts';
import type { ViewContext } from './context.ts';

/** Writes a stored tensor to a `.npy` file, and says where it went. */
export function exportButton(context: ViewContext, tensor: number): HTMLElement {
  const { opened } = context;
  const said = element('div', { class: 'said', role: 'status' });
  const name = opened.prepared.model.tensorName(tensor);
  const button = linkButton(context.word('inspector.export-array'), () => {
    void awaitInto(said, context, {
      ask: (signal) => opened.request('exportArray', { tensor, name }, signal),
      waiting: context.word('inspector.exporting'),
      show: (exported) => {
        if (exported === null) return [];
        const { file, bytes, descr } = exported;
        return [context.word('inspector.exported', { file, size: formatBytes(bytes), type: descr })];
      },
    });
  });
  return element('div', { class: 'export' }, button, said);
}
