import { existsSync } from 'node:fs';

/** `<name>.benchmark.whittle-report.json` beside a model, numbered where that is taken. */
export function freeReport(model: string, isTaken: (file: string) => boolean = existsSync): string {
  const stem = model.replace(/\.onnx$/i, '');
  for (let number = 1; ; number++) {
    const file = `${stem}.benchmark${number === 1 ? '' : `.${number}`}.whittle-report.json`;
    if (!isTaken(file)) return file;
  }
}
