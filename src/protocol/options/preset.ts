import * as z from 'zod';

/** What a model is quantized for: the machine it will run on. */
export const presetNames = ['cpu', 'cpu-x64-vnni', 'cpu-x64', 'cpu-arm64', 'tensorrt', 'openvino', 'qnn'] as const;

export const presetName = z.enum(presetNames);
export type PresetName = z.infer<typeof presetName>;
