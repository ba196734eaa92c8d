import { int, intAttribute, setAttribute } from '../../../onnx/attributes.ts';
import type { ChannelRule, ParameterRole } from '../rule.ts';

const dataInput = 0;
const weightInput = 1;
const recurrenceInput = 2;
const biasInput = 3;
const hiddenStateInput = 5;
const cellStateInput = 6;
const peepholeInput = 7;

/**
 * Hidden units: unit u of all gates, of the recurrence both ways, of biases, peepholes and states goes at once, in both directions.
 * Weights are W `[directions, gates · hidden, in]` and R `[directions, gates · hidden, hidden]` (ONNX operators, LSTM).
 */
export const recurrent: ChannelRule = {
  operators: ['LSTM', 'GRU', 'RNN'],
  relate(node, relations) {
    const input = (index: number): string => node.input[index] ?? '';
    const hidden = relations.shape(input(recurrenceInput))?.[2];
    if (hidden === undefined) return;
    const units = { tensor: input(recurrenceInput), axis: 2 };
    const gates = (index: number, axis: number, role: ParameterRole): void => {
      if (input(index) === '') return;
      relations.follow({ tensor: input(index), axis }, units, (position) => position % hidden);
      relations.parameter({ tensor: input(index), axis }, role);
    };
    gates(weightInput, 1, 'produces');
    gates(recurrenceInput, 1, 'produces');
    gates(biasInput, 1, 'shifts');
    gates(peepholeInput, 1, 'scales');
    relations.parameter(units, 'consumes');
    for (const state of [input(hiddenStateInput), input(cellStateInput)]) {
      if (state === '') continue;
      relations.same({ tensor: state, axis: 2 }, units);
      relations.parameter({ tensor: state, axis: 2 }, 'shifts');
    }
    for (const output of node.output) {
      const rank = relations.shape(output)?.length;
      if (rank !== undefined) relations.same({ tensor: output, axis: rank - 1 }, units);
    }
    relations.same({ tensor: input(dataInput), axis: 2 }, { tensor: input(weightInput), axis: 2 });
    relations.parameter({ tensor: input(weightInput), axis: 2 }, 'consumes');
  },
  rewrite(node, cuts) {
    const hidden = cuts.after(node.input[recurrenceInput] ?? '')?.[2];
    if (hidden !== undefined && intAttribute(node, 'hidden_size') !== hidden)
      setAttribute(node, 'hidden_size', int(hidden));
  },
};
