import type { TensorDetails } from '../../../src/protocol/graph/details.ts';
import { formatBytes } from '../../../src/protocol/quantity.ts';
import { element } from '../../element.ts';
import { factTable } from '../../table/dataTable.ts';
import { awaited } from './awaited.ts';
import { channelView } from './channelView.ts';
import type { ViewContext } from './context.ts';
import { exportButton } from './exportButton.ts';
import { fileTextSections } from './longText.ts';
import { StatisticsSource } from './statisticsSource.ts';
import { statisticsView } from './statisticsView.ts';
import { channelAxes, hasStatistics } from './tensorFacts.ts';
import { valuesView } from './valuesView.ts';

/**
 * Everything about a tensor that has a value in the file: where it lies, what its elements are like, and the elements.
 * @param level of the headings
 */
export function storedTensor(context: ViewContext, tensor: number, level: 3 | 4): readonly HTMLElement[] {
  const { opened, sections } = context;
  const source = new StatisticsSource(context, tensor);
  const asked = opened.request('tensor', { tensor }, context.signal);
  const place = (): readonly HTMLElement[] => [
    awaited(context, { ask: () => asked, show: ({ stored }) => [placeTable(context, stored)] }),
    exportButton(context, tensor),
  ];
  const title = context.word('inspector.place');
  const stored = level === 4 ? place() : [sections.make({ id: 'tensor.place', title, open: true, content: place })];
  const words = awaited(context, {
    ask: () => asked,
    show: ({ documentation, metadata }) => fileTextSections(context, 'tensor', documentation, metadata),
  });
  if (source.elements === 0) {
    const nothing = element('p', { class: 'description' }, context.word('inspector.no-elements'));
    return [...stored, nothing, words];
  }
  const isNumeric = hasStatistics(opened.prepared.model.tensorType(tensor)?.name);
  const statistics = sections.make({
    ...{ id: 'tensor.statistics', title: context.word('inspector.statistics'), level, open: true },
    content: () => [
      isNumeric
        ? statisticsView(context, source)
        : element('p', { class: 'description' }, context.word('inspector.no-statistics')),
    ],
  });
  const channels = sections.make({
    ...{ id: 'tensor.channels', title: context.word('inspector.channels'), level, open: false },
    content: () => [channelView(context, source)],
  });
  const values = sections.make({
    ...{ id: 'tensor.values', title: context.word('inspector.values'), level, open: false },
    content: () => [valuesView(context, tensor)],
  });
  const hasChannels = isNumeric && channelAxes(source.dims).length > 0;
  return [...stored, statistics, ...(hasChannels ? [channels] : []), values, words];
}

function placeTable(context: ViewContext, stored: TensorDetails['stored']): HTMLElement {
  if (stored === undefined) return element('p', { class: 'description' }, context.word('inspector.no-place'));
  const { file, bytes, offset, sparse } = stored;
  const storage = context.word(sparse ? 'inspector.sparse' : 'inspector.dense');
  return factTable(context.word('inspector.place'), [
    [context.word('page.size'), `${formatBytes(bytes)} · ${storage}`],
    [context.word('inspection.file'), element('bdi', { title: file }, fileName(file))],
    ...(offset === undefined
      ? []
      : [[context.word('inspector.offset'), offset.toLocaleString(context.opened.language)] as const]),
  ]);
}

/** The last part of a path of any system. */
function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
