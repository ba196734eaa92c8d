const extension = /\.onnx$/i;

/** Where the result goes if nobody says: `<name>.int8.onnx` beside the model. */
export function defaultOutput(model: string): string {
  return `${model.replace(extension, '')}.int8.onnx`;
}

/** Where the report goes if nobody says: `<name>.whittle-report.json` beside the result. */
export function defaultReport(output: string): string {
  return `${output.replace(extension, '')}.whittle-report.json`;
}
