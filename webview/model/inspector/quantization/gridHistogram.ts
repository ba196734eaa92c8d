import { formatCount } from '../../../../src/protocol/quantity.ts';
import { bars } from '../../../../src/presentation/charts/bars.ts';
import { Chart } from '../../../charts/chart.ts';
import { gridMarks, outsideMarks, zeroMark } from '../../../../src/presentation/charts/gridMarks.ts';
import { type Levels, nearestLevel } from '../../../../src/presentation/charts/levels.ts';
import type { Axis, Plot } from '../../../../src/presentation/charts/plot.ts';
import { realText, tickText } from '../../../../src/presentation/charts/realText.ts';
import type { Drawing } from '../../../../src/presentation/drawing.ts';
import { savedChart } from '../../../charts/savedChart.ts';
import type { ViewContext } from '../context.ts';
import { binAt, binData, binTable, binText, type BinnedValues, fullestBin } from '../histogramBins.ts';
import { levelsText } from './gridTexts.ts';

/** A grid over a histogram, with what it is called. */
export interface NamedLevels {
  readonly name: string;
  readonly levels: Levels;
}

/** What a histogram with grids over it shows. */
export interface GridHistogramOptions {
  readonly tensor: string;
  readonly histogram: BinnedValues;
  readonly grids: readonly NamedLevels[];
  /** The most grids at a time: there is room for them above the bars. */
  readonly rows: 1 | 2;
  /** What the axis has room for, beside the values: all that grids may reach, so that it stays. */
  readonly within: readonly Pick<Levels, 'low' | 'high'>[];
  /** What values become, where one grid holds for all of them; what lies outside of it is shaded. */
  readonly becomes: Levels | undefined;
  readonly logarithmic: boolean;
}

/** Share of the height of a plot that one grid takes. */
const rowShare = 0.14;
/** The low end of logarithmic counts: one element alone is to be seen. */
const leastCount = 0.5;

/** How values are distributed, and the levels that their integers stand for. */
export function gridHistogram(context: ViewContext, options: GridHistogramOptions): HTMLElement {
  const { tensor, histogram, grids, becomes } = options;
  const levels = grids.map(({ name, levels: each }) =>
    context.word('layerQuantization.levels-of', { name, levels: context.say(levelsText(each)) }),
  );
  const x = valueAxis(context, options);
  const drawn = drawable(histogram, x);
  return new Chart({
    label: context.word('layerQuantization.histogram-label', {
      ...{ tensor, low: realText(histogram.low), high: realText(histogram.high), levels: levels.join(' · ') },
    }),
    x,
    y: countAxis(context, options),
    marks: (plot) => [
      ...outside(plot, becomes),
      bars(plot, drawn.low, drawn.high, drawn.counts),
      ...grids.flatMap(({ levels: each }, row) => gridMarks(plot, each, row === 0 ? 'first' : 'second', row)),
      zeroMark(plot),
    ],
    describe: (value) => described(context, histogram, value, becomes),
    caption: context.word('inspector.bins', { count: histogram.counts.length }),
    saving: savedChart(context.opened, `${tensor} ${context.word('inspector.histogram')}`, () =>
      binData(context, histogram),
    ),
    table: { title: context.word('inspector.as-table'), content: () => binTable(context, histogram) },
  }).element;
}

function outside(plot: Plot, levels: Levels | undefined): readonly Drawing[] {
  return levels === undefined ? [] : outsideMarks(plot, levels);
}

function valueAxis(context: ViewContext, { histogram, within }: GridHistogramOptions): Axis {
  const all = [histogram, ...within];
  const low = Math.min(0, ...all.map((each) => each.low));
  const high = Math.max(0, ...all.map((each) => each.high));
  return { label: context.word('inspector.value'), low, high, text: tickText };
}

/** Above the fullest bin there is room for the grids. */
function countAxis(context: ViewContext, { histogram, rows, logarithmic }: GridHistogramOptions): Axis {
  const most = Math.max(1, histogram.counts[fullestBin(histogram)] ?? 0);
  const filled = 1 - rowShare * rows;
  const shown = { text: formatCount, leastStep: 1 };
  if (!logarithmic) return { label: context.word('inspector.elements'), low: 0, high: most / filled, ...shown };
  return {
    ...{ label: context.word('layerQuantization.elements-logarithmic'), scale: 'logarithmic' },
    ...{ low: leastCount, high: leastCount * (most / leastCount) ** (1 / filled), ...shown },
  };
}

/** Values that are all the same have no width: they get one that can be seen. */
function drawable(histogram: BinnedValues, { low, high }: Axis): BinnedValues {
  if (histogram.low < histogram.high || low === high) return histogram;
  const half = (high - low) / 100;
  const all = Array.from(histogram.counts).reduce((sum, count) => sum + count, 0);
  return { low: histogram.low - half, high: histogram.low + half, counts: [all] };
}

function described(context: ViewContext, histogram: BinnedValues, value: number, levels: Levels | undefined): string {
  const isInside = value >= histogram.low && value <= histogram.high;
  const bin = isInside ? binText(context, histogram, binAt(histogram, value)) : realText(value);
  if (levels === undefined) return bin;
  const level = realText(nearestLevel(levels, value));
  const half = levels.scale / 2;
  const isClipped = value < levels.low - half || value > levels.high + half;
  return context.word(isClipped ? 'layerQuantization.bin-clipped' : 'layerQuantization.bin-becomes', { bin, level });
}
