/**
 * Commands that write JSON to a file take `--json out.json`, and `--json` alone as others do, for standard output. What follows it is its
 * file where it is called like one, so that `--json model.onnx` leaves the model what it is.
 */
export function withBareJson(args: readonly string[]): readonly string[] {
  return args.map((arg, index) => {
    const next = args[index + 1];
    const isFile = next === '-' || next?.toLowerCase().endsWith('.json') === true;
    return arg === '--json' && !isFile ? '--json=-' : arg;
  });
}
