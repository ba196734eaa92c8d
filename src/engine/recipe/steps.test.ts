import { describe, expect, it } from 'vitest';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Progress } from '../../protocol/workerProtocol.ts';
import { Steps } from './steps.ts';

const writing = message('stage.writing', {});
const timing = message('stage.timing', {});

function watched() {
  const heard: Progress[] = [];
  let now = 0;
  const steps = new Steps(
    (progress) => heard.push(progress),
    () => now,
  );
  return { heard, steps, wait: (milliseconds: number) => (now += milliseconds) };
}

describe('the steps of a job', () => {
  it('are one progress from 0 to 1 that never falls', () => {
    const { heard, steps } = watched();
    steps.begin(writing, 0.25);
    steps.update(writing, 1);
    steps.begin(timing, 0.75);
    steps.update(timing, 0.5);
    steps.update(timing, 0.2);
    steps.update(timing, 7);
    expect(heard.map(({ fraction }) => fraction)).toEqual([0, 0.25, 0.25, 0.625, 0.625, 1]);
  });

  it('tell the time left once there is enough to tell it from', () => {
    const { heard, steps, wait } = watched();
    steps.begin(writing, 1);
    wait(500);
    steps.update(writing, 0.5);
    wait(1500);
    steps.update(writing, 0.5);
    wait(1000);
    steps.update(writing, 0.75);
    expect(heard.map(({ secondsLeft }) => secondsLeft)).toEqual([undefined, undefined, 2, 1]);
  });

  it('remember how long each stage took, also stages that a pass names itself', () => {
    const { steps, wait } = watched();
    steps.begin(writing, 0.5);
    wait(1000);
    steps.update(timing, 0.5);
    wait(250);
    steps.update(timing, 1);
    wait(250);
    expect(steps.end()).toEqual([
      { stage: writing, seconds: 1 },
      { stage: timing, seconds: 0.5 },
    ]);
  });
});
