import type { NodeId } from '../../src/engine/onnx/nodeId.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import { withCauseMeter } from '../../src/engine/sensitivity/cause/causeMeter.ts';
import { naiveCause } from '../../src/engine/sensitivity/cause/testing/naiveCause.ts';
import type { SampleErrors } from '../../src/engine/sensitivity/sampleErrors.ts';
import { peakMemory } from '../../src/engine/benchmark/peakMemory.ts';
import { openSamples } from '../quantize/openSamples.ts';
import { halves, prepared, signal, timed } from './common.ts';
import type { CauseFigures, Task } from './task.ts';

const memory = 512e6;

/** Times all layers with kept activations, and some of them without. */
export async function causeFigures({ model: file, samples, naiveLayers }: Task): Promise<CauseFigures> {
  const model = openModel(file);
  const dataset = await openSamples(samples, model);
  const scheme = await prepared(model, dataset);
  const layers = scheme.layers.filter(({ precision }) => precision === 'integer');
  const chosen = new Set(evenly(layers, naiveLayers));
  const errors = new Map<NodeId, SampleErrors>();
  const options = { threads: undefined, signal, memory, base: 'float' as const };
  const compared = { layers: chosen.size, seconds: 0, naiveSeconds: 0 };
  let nodeRuns = 0;
  const [plan, seconds] = await timed(() =>
    withCauseMeter(scheme, dataset, options, async (meter) => {
      const foretoldSeconds = meter.plan.secondsFor(layers);
      for (const layer of layers) {
        const found = await meter.measure(layer, 'both');
        errors.set(layer.node, found.errors);
        nodeRuns += found.nodeRuns;
        if (chosen.has(layer)) compared.seconds += found.seconds;
      }
      const { cuts, bytes, preparation } = meter.plan;
      return { cuts: cuts.length, keptBytes: bytes, foretoldSeconds, prepared: preparation.nodeRuns };
    }),
  );
  const peakBytes = peakMemory();
  const naive = await naiveCause(scheme, dataset, options);
  let naiveNodeRuns = 0;
  for (const layer of chosen) {
    const found = await naive.measure(layer, 'both');
    compared.naiveSeconds += found.seconds;
    naiveNodeRuns += found.nodeRuns;
  }
  return {
    ...{ layers: layers.length, samples: dataset.size, cuts: plan.cuts, keptBytes: plan.keptBytes },
    ...{ seconds, foretoldSeconds: plan.foretoldSeconds, nodeRuns: nodeRuns + plan.prepared, compared },
    naiveNodeRuns: naive.nodeRuns + (naiveNodeRuns / Math.max(1, chosen.size)) * layers.length,
    ...{ halves: halves(errors), peakBytes },
  };
}

function evenly<T>(items: readonly T[], count: number): readonly T[] {
  const chosen = Math.min(count, items.length);
  return Array.from({ length: chosen }, (_, index) => items[Math.floor(((index + 0.5) * items.length) / chosen)]!);
}
