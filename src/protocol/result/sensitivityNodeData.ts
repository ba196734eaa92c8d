import { format, message } from '../messages/catalogue.ts';
import type { NodeValue } from '../nodeData/nodeData.ts';
import { writeNodeData } from '../nodeData/writeNodeData.ts';
import type { SensitiveLayer } from './sensitivity.ts';

/** What layers are measured by, alone. */
export type Signal = 'symptom' | 'cause';

/** From the worst to the best: colours of one hue that are told apart in grey, too. */
const gradient = [
  { stop: 0, bgColor: '#7f2704' },
  { stop: 0.5, bgColor: '#fd8d3c' },
  { stop: 1, bgColor: '#fff5eb' },
];

/**
 * The SQNR of layers in dB as node data of Model Explorer: a value for each node of the user's file that a layer stands for, by its id.
 * Infinite ones (nothing differs, or a value that is not finite) are left out: other programs have no colour for them.
 * @param graphId what Model Explorer calls the graph
 */
export function sensitivityNodeData(layers: readonly SensitiveLayer[], signal: Signal, graphId: string): string {
  const results = new Map<string, NodeValue>();
  for (const { node, origins, [signal]: error } of layers) {
    if (error === undefined || !Number.isFinite(error.sqnr)) continue;
    for (const id of origins.length > 0 ? origins : [node]) results.set(id, error.sqnr);
  }
  const name = format(message(signal === 'cause' ? 'sensitivity.cause-figure' : 'sensitivity.symptom-figure', {}));
  const meaning = { unit: 'decibels', scale: 'linear', strong: 'low', combine: 'strongest' } as const;
  return writeNodeData({ graphId, name, results, meaning }, gradient);
}
