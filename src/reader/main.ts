import { parentPort, resourceLimits, workerData } from 'node:worker_threads';
import type { ReaderSource } from '../protocol/graph/readerContract.ts';
import { OpenedModel } from './openedModel.ts';
import { serve } from './serve.ts';

/** Of the thread's memory, what the structure of a model may take; the rest is for what is made of it. */
const structureShare = 0.5;

/** The program of the reader: a thread with little memory and no native code that shows one model. */
function main(): void {
  if (parentPort === null) throw new Error('the reader is a thread');
  const limit = (resourceLimits.maxOldGenerationSizeMb ?? 4096) * 2 ** 20 * structureShare;
  serve(parentPort, () => new OpenedModel(workerData as ReaderSource, limit));
}

main();
