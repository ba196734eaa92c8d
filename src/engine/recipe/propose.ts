import type { JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import type { Proposal } from '../../protocol/result/proposal.ts';
import { openModel } from '../onnx/open.ts';
import { proposeData } from '../propose/proposeData.ts';
import { proposeMethod } from '../propose/proposeMethod.ts';
import { presetFor, type TargetMachine } from '../quantize/presets.ts';
import { thisMachine } from '../quantize/thisMachine.ts';

/**
 * Says how a model would best be quantized, and on which data, from its structure and from what lies beside it.
 * @throws UserError where the model cannot be read, nothing of it can become integer, or the data that was chosen does not
 * fit it
 */
export async function propose({ model: file, data }: JobOf<'propose'>): Promise<ResultOf<'propose'>> {
  const model = openModel(file);
  try {
    const machine = thisMachine();
    const method = proposeMethod(model, machine);
    const proposedData = await proposeData(model, file, data);
    const bytes = model.sources.reduce((sum, { size }) => sum + size, 0);
    return { kind: 'propose', proposal: { bytes, method, preset: proposePreset(machine), ...proposedData } };
  } finally {
    model.close();
  }
}

function proposePreset(machine: TargetMachine): Proposal['preset'] {
  const { name, reason } = presetFor('cpu', machine);
  return { value: 'cpu', reason: message('propose.preset', { preset: name, reason: message(reason, {}) }) };
}
