import type { Histogram } from '../../../src/protocol/graph/tensor.ts';
import { formatCount } from '../../../src/protocol/quantity.ts';
import { bars } from '../../charts/bars.ts';
import { Chart } from '../../charts/chart.ts';
import { realText, tickText } from '../../charts/realText.ts';
import { dataTable } from '../../table/dataTable.ts';
import { savedChart } from '../savedChart.ts';
import type { ViewContext } from './context.ts';

/** How the elements of a tensor are distributed. */
export function histogramChart(context: ViewContext, tensor: number, { low, high, counts }: Histogram): HTMLElement {
  const most = counts.reduce((greatest, count) => Math.max(greatest, count), 0);
  const fullest = counts.indexOf(most);
  const edge = (bin: number): number => low + (high / counts.length - low / counts.length) * bin;
  const range = (bin: number): { from: string; to: string } => ({
    from: realText(edge(bin)),
    to: realText(edge(bin + 1)),
  });
  const name = context.opened.prepared.model.tensorName(tensor);
  const values = { ...range(fullest), count: formatCount(most) };
  return new Chart({
    label: context.word('inspector.histogram-label', {
      tensor: name,
      low: realText(low),
      high: realText(high),
      ...values,
    }),
    x: { label: context.word('inspector.value'), low, high, text: tickText },
    y: { label: context.word('inspector.elements'), low: 0, high: most, text: formatCount, leastStep: 1 },
    marks: (plot) => [bars(plot, low, high, counts)],
    describe: (value) => {
      const bin = low < high ? Math.floor(((value - low) / (high - low)) * counts.length) : 0;
      const at = Math.min(counts.length - 1, Math.max(0, bin));
      return context.word('inspector.bin', {
        ...range(at),
        count: counts[at]!.toLocaleString(context.opened.language),
      });
    },
    caption: context.word('inspector.bins', { count: counts.length }),
    saving: savedChart(context.opened, `${name} ${context.word('inspector.histogram')}`, () => ({
      columns: [
        context.word('inspector.bin-from'),
        context.word('inspector.bin-to'),
        context.word('inspector.elements'),
      ],
      rows: Array.from(counts, (count, bin) => [edge(bin), edge(bin + 1), count]),
    })),
    table: {
      title: context.word('inspector.as-table'),
      content: () =>
        dataTable(
          context.word('inspector.histogram'),
          [
            { heading: context.word('inspector.bin-from'), align: 'right' },
            { heading: context.word('inspector.bin-to'), align: 'right' },
            { heading: context.word('inspector.elements'), align: 'right' },
          ],
          Array.from(counts, (count, bin) => [
            ...[range(bin).from, range(bin).to, count.toLocaleString(context.opened.language)],
          ]),
        ),
    },
  }).element;
}
