import { convolutionChain } from './convolutionChain.ts';
import { withCauseMeter } from '../../src/engine/sensitivity/cause/causeMeter.ts';
import { naiveCause } from '../../src/engine/sensitivity/cause/testing/naiveCause.ts';
import { prepared, signal, timed } from './common.ts';

/** All layers of a chain of 50, with kept activations and without. */
export interface ChainFigures {
  readonly layers: number;
  readonly seconds: number;
  readonly nodeRuns: number;
  readonly naiveSeconds: number;
  readonly naiveNodeRuns: number;
}

const length = 50;
const memory = 512e6;

export async function chainFigures(): Promise<ChainFigures> {
  const { model, dataset } = convolutionChain(length);
  const scheme = await prepared(model, dataset);
  const layers = scheme.layers.filter(({ precision }) => precision === 'integer');
  const options = { threads: undefined, signal, memory, base: 'float' as const };
  let nodeRuns = 0;
  const [, seconds] = await timed(() =>
    withCauseMeter(scheme, dataset, options, async (meter) => {
      for (const layer of layers) nodeRuns += (await meter.measure(layer, 'both')).nodeRuns;
      nodeRuns += meter.plan.preparation.nodeRuns;
    }),
  );
  const naive = await naiveCause(scheme, dataset, options);
  let naiveNodeRuns = naive.nodeRuns;
  let naiveSeconds = naive.seconds;
  for (const layer of layers) {
    const found = await naive.measure(layer, 'both');
    naiveNodeRuns += found.nodeRuns;
    naiveSeconds += found.seconds;
  }
  return { layers: layers.length, seconds, nodeRuns, naiveSeconds, naiveNodeRuns };
}
