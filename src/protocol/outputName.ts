const extension = /\.onnx$/i;

/** What tells a result from its model. */
export type OutputEnding = 'int8' | 'pruned' | 'low-rank';

/** Where the result goes if nobody says: `<name>.int8.onnx` beside the model. */
export function defaultOutput(model: string, ending: OutputEnding = 'int8'): string {
  return `${model.replace(extension, '')}.${ending}.onnx`;
}

/** Where the report goes if nobody says: `<name>.whittle-report.json` beside the result. */
export function defaultReport(output: string): string {
  return `${output.replace(extension, '')}.whittle-report.json`;
}
