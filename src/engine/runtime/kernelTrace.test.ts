import { expect, it } from 'vitest';
import { tracedRuns } from './kernelTrace.ts';
import type { KernelEvent, ProfilerEvent } from './profilerEvents.ts';

function kernel(name: string, start: number, microseconds: number): KernelEvent {
  const bytes = { computed: 0, stored: 0, written: 0 };
  return { kind: 'kernel', name, operator: name, start, microseconds, inputs: [], outputs: [], bytes };
}

const graph = (start: number, microseconds: number): ProfilerEvent => ({ kind: 'graph', start, microseconds });
const run = (start: number, microseconds: number): ProfilerEvent => ({ kind: 'run', start, microseconds });

async function traced(...events: readonly ProfilerEvent[]) {
  return (await tracedRuns(events)).map((kernels) =>
    kernels.map(({ kernel: { name }, within, self }) =>
      [...within.map((each) => each.name), `${name} ${self}`].join('/'),
    ),
  );
}

it('takes bodies out of the time of the kernels that hold them, however deep', async () => {
  const loop = [kernel('add', 22, 3), graph(21, 5), kernel('add', 30, 3), graph(29, 5), kernel('Loop', 20, 20)];
  const branch = [kernel('relu', 12, 4), ...loop, graph(11, 35), kernel('If', 10, 40)];
  // Times are cut to whole microseconds: each is half of one longer on average.
  expect(await traced(kernel('conv', 1, 5), ...branch, graph(0, 60), run(0, 70))).toEqual([
    ['conv 5.5', 'If 5', 'If/relu 4.5', 'If/Loop 9.5', 'If/Loop/add 3.5', 'If/Loop/add 3.5'],
  ]);
});

it('tells runs apart, and kernels that end in the same microsecond', async () => {
  const once = (start: number) => [
    ...[kernel('a', start, 0), kernel('b', start, 0), kernel('c', start, 1)],
    ...[graph(start, 3), run(start, 4)],
  ];
  const expected = ['a 0.5', 'b 0.5', 'c 1.5'];
  expect(await traced(...once(0), ...once(10))).toEqual([expected, expected]);
});

it('leaves out a run that was not noted to its end, unless there is no other', async () => {
  const whole = [kernel('a', 0, 1), graph(0, 2), run(0, 3)];
  expect(await traced(...whole, kernel('b', 10, 1))).toEqual([['a 1.5']]);
  expect(await traced(kernel('b', 10, 1))).toEqual([['b 1.5']]);
});
