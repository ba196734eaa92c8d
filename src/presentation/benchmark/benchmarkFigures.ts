import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import type { Figure } from '../figure.ts';
import type { Say } from '../say.ts';
import { latencyFigure } from './latencyFigure.ts';
import { layerFigure } from './layerFigure.ts';
import { operatorFigure } from './operatorFigure.ts';
import { profiledPlaces } from './profiledPlaces.ts';
import { tradeOffFigure } from './tradeOffFigure.ts';

/** All pictures of a report for which there is something to show: as a file has them, in which nothing can be chosen. */
export function benchmarkFigures(report: BenchmarkReport, say: Say): readonly Figure[] {
  const [first, ...others] = profiledPlaces(report);
  const figures = [
    latencyFigure(report, say),
    tradeOffFigure(report, 'latency', say),
    tradeOffFigure(report, 'size', say),
    operatorFigure(report, say),
    ...others.map((second) => {
      const figure = layerFigure(report, first!, second, say);
      return figure && { ...figure, id: `layers-${second}` };
    }),
  ];
  return figures.filter((figure) => figure !== undefined);
}
