import { int, ints } from '../../src/engine/onnx/attributes.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { type Session, withSession } from '../../src/engine/runtime/session.ts';
import { ModelBuilder } from '../../test/fixtures/modelBuilder.ts';
import { median } from '../statistics.ts';
import type { Stair } from './task.ts';

const size = 56;
const layers = 6;

/** Some layers one after the other on maps of 56 × 56: 3×3 convolutions, or depthwise ones with a 1×1 convolution after each. */
function chain(kind: 'spatial' | 'depthwise', channels: number): Model {
  const net = new ModelBuilder({ opset: 17, file: `${kind}-${channels}.onnx` });
  const spatial = { kernel_shape: ints([3, 3]), pads: ints([1, 1, 1, 1]) };
  let x = net.input('x', [1, channels, size, size]);
  for (let layer = 0; layer < layers; layer++) {
    if (kind === 'spatial') {
      x = net.node('Conv', [x, net.weight([channels, channels, 3, 3]), net.bias(channels)], spatial);
    } else {
      const depth = { ...spatial, group: int(channels) };
      x = net.node('Conv', [x, net.weight([channels, 1, 3, 3]), net.bias(channels)], depth);
      x = net.node('Conv', [x, net.weight([channels, channels, 1, 1]), net.bias(channels)]);
    }
    x = net.node('Relu', [x]);
  }
  return net.output(x).build();
}

/** Times of chains of every count. Counts take turns, so that a machine that changes does not make stairs. */
export async function staircase(counts: readonly number[], milliseconds: number, threads: number): Promise<Stair[]> {
  const rounds = 5;
  const times = new Map(counts.map((count) => [count, { spatial: [] as number[], depthwise: [] as number[] }]));
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? counts : counts.toReversed();
    for (const channels of order) {
      for (const kind of ['spatial', 'depthwise'] as const) {
        const feeds = new Map([
          [
            'x',
            {
              type: 'float32' as const,
              dims: [1, channels, size, size],
              data: new Float32Array(channels * size ** 2).fill(0.5),
            },
          ],
        ]);
        const share = milliseconds / rounds / 2;
        const timed = await withSession(chain(kind, channels), { threads }, (session) => runFor(session, feeds, share));
        times.get(channels)![kind].push(timed);
      }
    }
  }
  return counts.map((channels) => {
    const { spatial, depthwise } = times.get(channels)!;
    return { channels, spatial: median(spatial), depthwise: median(depthwise) };
  });
}

/** The median of runs for some milliseconds, the first of which only warm up. */
async function runFor(session: Session, feeds: Parameters<Session['run']>[0], milliseconds: number): Promise<number> {
  const times: number[] = [];
  const begin = performance.now();
  do {
    const start = performance.now();
    await session.run(feeds);
    const end = performance.now();
    if (end - begin > milliseconds / 5 || times.length === 0) times.push(end - start);
  } while (performance.now() - begin < milliseconds);
  return median(times);
}
