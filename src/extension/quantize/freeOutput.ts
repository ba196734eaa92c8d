import { existsSync } from 'node:fs';
import { defaultOutput, defaultReport, type OutputEnding } from '../../protocol/outputName.ts';

/** The usual name beside the model, numbered where it or its report is taken: nothing is replaced without being asked. */
export function freeOutput(
  model: string,
  ending: OutputEnding = 'int8',
  isTaken: (file: string) => boolean = existsSync,
): string {
  return freeName(defaultOutput(model, ending), isTaken);
}

/** A name for a result, numbered where it or its report is taken. */
export function freeName(usual: string, isTaken: (file: string) => boolean = existsSync): string {
  for (let number = 1; ; number++) {
    const output = number === 1 ? usual : usual.replace(/\.onnx$/, `.${number}.onnx`);
    if (!isTaken(output) && !isTaken(defaultReport(output))) return output;
  }
}
