import type { MessageCode } from '../../protocol/messages/catalogue.ts';
import type { PresetName } from '../../protocol/options/preset.ts';
import type { QuantizedType } from './scheme.ts';

/** What a target wants of a quantized model. Data: the rules read it, nothing asks for a target by name. */
export interface Preset {
  readonly name: PresetName;
  /** Why these choices, as a sentence. */
  readonly reason: MessageCode & `preset.${string}`;
  readonly activationType: Extract<QuantizedType, 'uint8' | 'int8'>;
  readonly weightType: Extract<QuantizedType, 'uint8' | 'int8'>;
  readonly symmetricActivations: boolean;
  readonly perChannel: boolean;
  /** Weights of 7 bits, where products of 8 bits would overflow the processor's 16-bit sums. */
  readonly reducedWeights: boolean;
  /** Weights stay float in the file behind a pair of Q and DQ, and the target makes integers of them when it loads. */
  readonly weightPairs: boolean;
  /** Biases as int32; where not, they stay float and the target makes them what it needs. */
  readonly quantizeBias: boolean;
  /**
   * Whether the target folds Relu and Clip into the node before them whatever the zero point; onnxruntime does so only
   * where the quantized range makes them redundant.
   */
  readonly fusesActivations: boolean;
  /** Whether the target runs float nodes between a DQ and a Q on integers of its own accord. */
  readonly fusesUnasked: boolean;
  /** Whether the plan follows what onnxruntime's CPU kernels fuse, so that it can be checked on a machine like it. */
  readonly verified: boolean;
}

const x64Vnni: Preset = {
  name: 'cpu-x64-vnni',
  reason: 'preset.cpu-x64-vnni',
  activationType: 'uint8',
  weightType: 'int8',
  symmetricActivations: false,
  perChannel: true,
  reducedWeights: false,
  weightPairs: false,
  quantizeBias: true,
  fusesActivations: false,
  fusesUnasked: true,
  verified: true,
};

const documented = {
  weightPairs: false,
  quantizeBias: true,
  fusesActivations: true,
  fusesUnasked: false,
  verified: false,
  reducedWeights: false,
} as const;

export const presets: Readonly<Record<Exclude<PresetName, 'cpu'>, Preset>> = {
  'cpu-x64-vnni': x64Vnni,
  'cpu-x64': { ...x64Vnni, name: 'cpu-x64', reason: 'preset.cpu-x64', reducedWeights: true },
  'cpu-arm64': { ...x64Vnni, name: 'cpu-arm64', reason: 'preset.cpu-arm64', activationType: 'int8', verified: false },
  tensorrt: {
    ...documented,
    name: 'tensorrt',
    reason: 'preset.tensorrt',
    activationType: 'int8',
    weightType: 'int8',
    symmetricActivations: true,
    perChannel: true,
    weightPairs: true,
    quantizeBias: false,
  },
  openvino: {
    ...documented,
    name: 'openvino',
    reason: 'preset.openvino',
    activationType: 'uint8',
    weightType: 'int8',
    symmetricActivations: false,
    perChannel: true,
  },
  qnn: {
    ...documented,
    name: 'qnn',
    reason: 'preset.qnn',
    activationType: 'uint8',
    weightType: 'uint8',
    symmetricActivations: false,
    perChannel: false,
  },
};

/** The machine a plan is made for. */
export interface TargetMachine {
  readonly architecture: string;
  /** x64: whether the processor multiplies uint8 by int8 without overflow (AVX-512 VNNI or AVX-VNNI). */
  readonly vnni: boolean;
}

/** The preset of that name; `cpu` is the one that fits the machine. */
export function presetFor(name: PresetName, machine: TargetMachine): Preset {
  if (name !== 'cpu') return presets[name];
  if (machine.architecture === 'arm64') return { ...presets['cpu-arm64'], verified: true };
  return machine.vnni ? presets['cpu-x64-vnni'] : presets['cpu-x64'];
}
