import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { expectSameUpgraded } from '../../../../../test/fixtures/upgraded.ts';
import { graphValue, int, ints, makeNode } from '../../attributes.ts';
import { onnx } from '../../generated/onnx.js';
import { upgradeOpset } from '../upgrade.ts';

const named = (name: string): onnx.ValueInfoProto => onnx.ValueInfoProto.create({ name });

/** A running sum of the softmax of each step over its two axes, scaled by a tensor from around. */
function body(): onnx.GraphProto {
  return onnx.GraphProto.create({
    name: 'running',
    node: [
      makeNode('Mul', ['step', 'factor'], ['scaled']),
      makeNode('Softmax', ['scaled'], ['share']),
      makeNode('Add', ['sum_in', 'share'], ['sum_out']),
      makeNode('Identity', ['sum_out'], ['trace']),
    ],
    input: [named('sum_in'), named('step')],
    output: [named('sum_out'), named('trace')],
  });
}

function scanModel(attributes: Readonly<Record<string, ReturnType<typeof int>>> = {}, lengths = '') {
  const net = new ModelBuilder({ opset: 8 });
  net.uniform([3, 4], 1, 2, 'factor');
  const inputs = [lengths, net.input('initial', [2, 3, 4]), net.input('sequence', [2, 5, 3, 4])];
  if (lengths !== '') net.input(lengths, [2], 'int64');
  const [last, trace] = net.nodeWith(
    2,
    'Scan',
    inputs,
    { body: graphValue(body()), num_scan_inputs: int(1), ...attributes },
    { output: 'last' },
  );
  return net.output(last!).output(trace!).build();
}

describe('Scan over a batch', () => {
  it('is a scan over the samples of scans over their sequences', async () => {
    await expectSameUpgraded(scanModel(), { tolerance: 1e-6 });
  });
  it('keeps the direction', async () => {
    await expectSameUpgraded(scanModel({ directions: ints([1]) }), { tolerance: 1e-6 });
  });
  it('refuses sequences of different lengths, by name', () => {
    expect(() => upgradeOpset(scanModel({}, 'lengths'), 13)).toThrow(/Scan "last"/);
  });
});
