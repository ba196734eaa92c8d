/**
 * Commands that write JSON to a file take `--json out.json`, and `--json` alone as others do, for standard output. What follows it is its
 * file where it is called like one, so that `--json model.onnx` leaves the model what it is.
 */
export function withBareJson(args: readonly string[]): readonly string[] {
  const understood: string[] = [];
  for (const [index, arg] of args.entries()) {
    const next = args[index + 1];
    if (arg === '-' && args[index - 1] === '--json') continue;
    understood.push(arg === '--json' && next?.toLowerCase().endsWith('.json') !== true ? '--json=-' : arg);
  }
  return understood;
}
