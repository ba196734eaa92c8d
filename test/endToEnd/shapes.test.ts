import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { JobCancelled } from '../../src/jobs/jobCancelled.ts';
import { runJob } from '../../src/jobs/runJob.ts';
import { job, type JobOf } from '../../src/protocol/job.ts';
import { measuredShapes } from '../../src/protocol/result/shapes.ts';
import { resnet50 } from '../fixtures/resnet50.ts';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { digits, Program } from './program.ts';

let whittle: Program;

beforeAll(async () => {
  whittle = await Program.build();
});
afterEach(() => whittle.clear());
afterAll(() => whittle.remove());

const asked = (model: string): JobOf<'shapes'> => job.parse({ kind: 'shapes', model }) as JobOf<'shapes'>;

describe('shapes from a run in the background', () => {
  it('come with what is being done', async () => {
    const stages: string[] = [];
    const { shapes } = await runJob(asked(digits.model), {
      worker: whittle.worker,
      temporaryParent: whittle.folder,
      onProgress: ({ stage }) => stages.push(stage.code),
    });
    const { names, dims } = measuredShapes.parse(shapes);
    expect(dims[names.indexOf('logits')]).toEqual([1, 10]);
    expect(stages).toEqual(['stage.opening', 'inspection.running-once']);
    expect(whittle.files()).toEqual([]);
  });

  it('can be cancelled while the model runs, and leave nothing', async () => {
    const model = whittle.at('resnet50.onnx');
    saveModel(resnet50(), model);
    const cancel = new AbortController();
    const running = runJob(asked(model), {
      ...{ worker: whittle.worker, temporaryParent: whittle.folder, signal: cancel.signal },
      onProgress: ({ stage }) => {
        if (stage.code === 'inspection.running-once') cancel.abort();
      },
    });
    await expect(running).rejects.toBeInstanceOf(JobCancelled);
    expect(whittle.files()).toEqual(['resnet50.onnx']);
  });

  it('of what is no model are refused in words', async () => {
    const options = { worker: whittle.worker, temporaryParent: whittle.folder };
    await expect(runJob(asked(whittle.at('none.onnx')), options)).rejects.toMatchObject({
      detail: { code: 'onnx.file-missing' },
    });
  });
});
