import { MessageChannel, type MessagePort } from 'node:worker_threads';

/** A port whose other end is gone: what is transferred to it is freed at once. */
const nowhere = closedPort();

/**
 * Frees the memory of a buffer now; every array on it is empty from then on. The garbage collector sees only the small
 * objects in front of large buffers, is in no hurry to collect them, and lets hundreds of megabytes pile up.
 */
export function freeBuffer(buffer: ArrayBufferLike): void {
  if (buffer instanceof ArrayBuffer) nowhere.postMessage(undefined, [buffer]);
}

function closedPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  port1.unref();
  return port1;
}
