import { message } from '../../../protocol/messages/catalogue.ts';
import { textAttribute } from '../../onnx/attributes.ts';
import { firstInputOnly, type QuantizeRule } from './rule.ts';

/** Operators that move elements: they run on integers as they do on floats, if both sides share their parameters. */
export const carry: QuantizeRule = {
  operators: [
    'Expand',
    'Flatten',
    'Gather',
    'GatherElements',
    'Reshape',
    'Slice',
    'Squeeze',
    'Tile',
    'Transpose',
    'Unsqueeze',
  ],
  role: 'carry',
  refuse: (node, context) =>
    context.constant(node.input[0] ?? '') === undefined ? undefined : message('reason.constant-input', {}),
  operands: firstInputOnly,
};

/** A maximum of integers is the integer of the maximum. */
export const maxPool: QuantizeRule = {
  operators: ['MaxPool'],
  role: 'carry',
  refuse: (node) => ((node.output[1] ?? '') === '' ? undefined : message('reason.maxpool-indices', {})),
  operands: firstInputOnly,
};

/** Largest or smallest along axes. */
export const extremum: QuantizeRule = {
  operators: ['ReduceMax', 'ReduceMin'],
  role: 'carry',
  operands: firstInputOnly,
};

/** Resize by nearest neighbour moves elements; any other mode computes new ones, for which integers are too coarse. */
export const resize: QuantizeRule = {
  operators: ['Resize'],
  role: 'carry',
  refuse: (node) =>
    (textAttribute(node, 'mode') ?? 'nearest') === 'nearest' ? undefined : message('reason.resize-mode', {}),
  operands: firstInputOnly,
};

/** All parts share the parameters of the whole. */
export const split: QuantizeRule = { operators: ['Split'], role: 'carry', operands: firstInputOnly };

/** The index of the largest integer is that of the largest value. */
export const argMax: QuantizeRule = {
  operators: ['ArgMax'],
  role: 'end',
  operands: firstInputOnly,
};
