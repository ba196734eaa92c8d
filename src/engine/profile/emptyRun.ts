import { medianInterval } from '../benchmark/median.ts';
import type { Feeds } from '../data/dataset.ts';
import { makeNode } from '../onnx/attributes.ts';
import type { Model } from '../onnx/model.ts';
import { probedModel, untyped } from '../runtime/probedModel.ts';
import { type SessionOptions, withSession } from '../runtime/session.ts';

/** The first half only warms up. */
const runs = 200;

/**
 * Milliseconds that a run with these inputs takes in which nothing is computed: what calling the runtime and handing over
 * the inputs costs.
 */
export async function emptyRun(model: Model, feeds: Feeds, options: SessionOptions): Promise<number> {
  const empty = probedModel(model, (copy) => {
    const inputs = model.graph.feeds.map(({ name }) => name);
    const outputs = inputs.map((_, index) => `whittle:shape.${index}`);
    copy.node = inputs.map((input, index) => makeNode('Shape', [input], [outputs[index]!]));
    copy.initializer = [];
    copy.sparseInitializer = [];
    copy.valueInfo = [];
    copy.output = outputs.map(untyped);
  });
  if (model.graph.feeds.length === 0) return 0;
  return withSession(empty, options, async (session) => {
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      await session.run(feeds);
      if (run >= runs / 2) times.push(performance.now() - start);
    }
    return medianInterval(times).median;
  });
}
