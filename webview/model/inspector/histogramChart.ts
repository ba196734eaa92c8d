import type { Histogram } from '../../../src/protocol/graph/tensor.ts';
import { formatCount } from '../../../src/protocol/quantity.ts';
import { bars } from '../../../src/presentation/charts/bars.ts';
import { Chart } from '../../charts/chart.ts';
import { realText, tickText } from '../../../src/presentation/charts/realText.ts';
import { savedChart } from '../../charts/savedChart.ts';
import type { ViewContext } from './context.ts';
import { binAt, binData, binRange, binTable, binText, fullestBin } from './histogramBins.ts';

/** How the elements of a tensor are distributed. */
export function histogramChart(context: ViewContext, tensor: number, histogram: Histogram): HTMLElement {
  const { low, high, counts } = histogram;
  const fullest = fullestBin(histogram);
  const most = counts[fullest]!;
  const name = context.opened.prepared.model.tensorName(tensor);
  const values = { ...binRange(histogram, fullest), count: formatCount(most) };
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
    describe: (value) => binText(context, histogram, binAt(histogram, value)),
    caption: context.word('inspector.bins', { count: counts.length }),
    saving: savedChart(context.opened, `${name} ${context.word('inspector.histogram')}`, () =>
      binData(context, histogram),
    ),
    table: { title: context.word('inspector.as-table'), content: () => binTable(context, histogram) },
  }).element;
}
