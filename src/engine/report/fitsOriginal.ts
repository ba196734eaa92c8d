import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatDims, type ModelInput, modelInputs } from '../data/modelInputs.ts';
import type { Model } from '../onnx/model.ts';

/**
 * Why a model cannot be fed what the original is fed, or does not give what the original gives; undefined where it can and
 * does. Outputs may be more, and of other types.
 * @throws UserError `data.input-not-tensor` for inputs that nobody can feed
 */
export function misfit(original: Model, variant: Model): Message | undefined {
  const given = new Map(modelInputs(original).map((input) => [input.name, input]));
  for (const wanted of modelInputs(variant)) {
    const input = given.get(wanted.name);
    const { file } = variant;
    if (input === undefined) return message('bench.input-unknown', { file, input: wanted.name, inputs: list(given) });
    if (input.type !== wanted.type) {
      return message('bench.input-type', { file, input: wanted.name, type: wanted.type, given: input.type });
    }
    if (!canBeFed(wanted, input)) {
      const [dims, had] = [formatDims(wanted.dims), formatDims(input.dims)];
      return message('bench.input-shape', { file, input: wanted.name, dims, given: had });
    }
  }
  const outputs = new Map(variant.graph.outputs.map((output) => [output.name, output]));
  const missing = original.graph.outputs.find(({ name }) => !outputs.has(name));
  if (missing === undefined) return undefined;
  return message('bench.output-missing', { file: variant.file, output: missing.name, outputs: list(outputs) });
}

function list(named: ReadonlyMap<string, unknown>): string {
  return [...named.keys()].join(', ');
}

/** Dimensions that either side leaves open fit anything. */
function canBeFed(wanted: ModelInput, given: ModelInput): boolean {
  if (wanted.unranked === true || given.unranked === true) return true;
  if (wanted.dims.length !== given.dims.length) return false;
  return wanted.dims.every((dim, axis) => {
    const other = given.dims[axis];
    return typeof dim === 'string' || typeof other === 'string' || dim === other;
  });
}
