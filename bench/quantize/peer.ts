import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Outcome } from './runTask.ts';
import type { SampleFolder } from './sampleFolder.ts';
import type { QuantizeFigures } from './task.ts';

const script = path.resolve('bench/quantize/peer.py');

/** The Python quantizer that was found. */
export interface Peer {
  readonly command: string;
  readonly python: string;
  readonly onnxruntime: string;
  readonly onnx: string;
}

/** How the Python quantizer is asked. */
export interface PeerSetting {
  readonly name: string;
  readonly preprocess: boolean;
  readonly activation: 'QInt8' | 'QUInt8';
  readonly weight: 'QInt8' | 'QUInt8';
  /** Where the opset of the model allows it: below 13 the tool writes files that do not load. */
  readonly perChannel: boolean;
  readonly method: 'MinMax' | 'Entropy' | 'Percentile';
  /** Numbers of samples it is measured with: it keeps all activations of its histogram methods in memory. */
  readonly samples: readonly number[];
}

const best = { preprocess: true, activation: 'QUInt8', weight: 'QInt8', perChannel: true } as const;

export const peerSettings: readonly PeerSetting[] = [
  {
    name: 'default',
    preprocess: false,
    activation: 'QInt8',
    weight: 'QInt8',
    perChannel: false,
    method: 'MinMax',
    samples: [8, 32, 128],
  },
  { name: 'U8S8', ...best, method: 'MinMax', samples: [8, 32, 128] },
  { name: 'U8U8', ...best, weight: 'QUInt8', method: 'MinMax', samples: [32] },
  { name: 'U8S8 entropy', ...best, method: 'Entropy', samples: [8, 32] },
  { name: 'U8S8 percentile', ...best, method: 'Percentile', samples: [8, 32] },
];

/** The Python that the environment names, else `python3`, where it can import the quantizer. */
export function findPeer(): Peer | undefined {
  const command = process.env['WHITTLE_PEER_PYTHON'] ?? 'python3';
  const { status, stdout } = spawnSync(command, [script], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  return { command, ...(JSON.parse(stdout) as Omit<Peer, 'command'>) };
}

/** Lets the Python quantizer quantize a model. */
export function runPeer(
  peer: Peer,
  setting: PeerSetting,
  model: { readonly file: string; readonly opset: number },
  samples: SampleFolder,
  output: string,
): Promise<Outcome<QuantizeFigures>> {
  const { preprocess, activation, weight, method } = setting;
  const perChannel = setting.perChannel && model.opset >= 13;
  const { folder, states } = samples;
  const files = { model: path.resolve(model.file), output: path.resolve(output), folder: path.resolve(folder) };
  const task = { ...files, states, preprocess, activation, weight, perChannel, method };
  return new Promise((resolve) => {
    // The tool leaves files where it runs.
    const cwd = path.dirname(task.output);
    const child = spawn(peer.command, [script, JSON.stringify(task)], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    let complaints = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    child.once('error', (cause) => resolve({ kind: 'failed', reason: cause.message }));
    child.once('close', (code) => {
      const lastLine = (code === 0 ? printed : complaints).trim().split('\n').at(-1) ?? '';
      if (code !== 0) resolve({ kind: 'failed', reason: lastLine || `code ${code ?? 'none'}` });
      else resolve({ kind: 'done', figures: JSON.parse(lastLine) as QuantizeFigures });
    });
  });
}
