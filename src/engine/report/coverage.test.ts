import { expect, it } from 'vitest';
import { message } from '../../protocol/messages/catalogue.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import type { PlannedNode, Precision } from '../quantize/plan/plan.ts';
import { presets } from '../quantize/presets.ts';
import { coverageOf } from './coverage.ts';

function planned(id: string, precision: Precision): PlannedNode {
  const reason = message('reason.integer-kernel', {});
  return { node: id as NodeId, name: '', operator: 'Conv', origins: [id as NodeId], precision, reason };
}

const nodes = [planned('a', 'integer'), planned('b', 'float'), planned('c', 'none'), planned('d', 'integer')];

it('counts nodes and weighs them by their arithmetic', () => {
  const macs = new Map([
    ['a', 900],
    ['b', 100],
  ]);
  const found = coverageOf(nodes, (node) => macs.get(node), presets.tensorrt);
  expect(found.nodes).toEqual({ integer: 2, float: 1, none: 1 });
  expect(found.macs).toEqual({ integer: 900, total: 1000 });
  expect(found.target).toMatchObject({ preset: 'tensorrt', verified: false });
  expect(found.decisions.map(({ macs: own }) => own)).toEqual([900, 100, undefined, undefined]);
});

it('says nothing of arithmetic it does not know', () => {
  expect(coverageOf(nodes, () => undefined).macs).toBeUndefined();
});
