import { expect, it } from 'vitest';
import { message } from '../protocol/messages/catalogue.ts';
import type { Progress } from '../protocol/workerProtocol.ts';
import { throttled } from './reporter.ts';

const writing = message('stage.writing', {});
const timing = message('stage.timing', {});

it('tells ten times a second at most, but every new stage and the end at once', () => {
  const sent: Progress[] = [];
  let now = 0;
  const tell = throttled(
    (progress) => sent.push(progress),
    () => now,
  );
  for (let step = 0; step <= 1000; step++) {
    now = step;
    tell({ stage: writing, fraction: step / 2000 });
  }
  expect(sent).toHaveLength(11);
  tell({ stage: timing, fraction: 0.5 });
  tell({ stage: timing, fraction: 0.6 });
  tell({ stage: timing, fraction: 1 });
  expect(sent.slice(11).map(({ fraction }) => fraction)).toEqual([0.5, 1]);
});
