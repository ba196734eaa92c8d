import { LayoutServer } from './layoutServer.ts';
import type { ToLayoutWorker } from './messages.ts';

/** The program of the layout worker. */
const tasks: (() => void)[] = [];
// A timer would wait for 4 ms each time.
const { port1, port2 } = new MessageChannel();
port2.onmessage = () => tasks.shift()?.();

const server = new LayoutServer({
  post: (message, transferred) => postMessage(message, { transfer: [...transferred] }),
  later: (task) => {
    tasks.push(task);
    port1.postMessage(undefined);
  },
});
addEventListener('message', ({ data }: MessageEvent<ToLayoutWorker>) => server.receive(data));
