import { rounded } from '../../src/protocol/quantity.ts';
import type { Machine } from '../../src/engine/runtime/machine.ts';
import type { ChainFigures } from './chain.ts';
import type { CauseFigures, SymptomFigures } from './task.ts';

/** Everything about one model. */
export interface Row {
  readonly name: string;
  readonly symptom: SymptomFigures;
  readonly cause: CauseFigures;
  readonly peer: { readonly seconds: number; readonly peakBytes: number } | undefined;
}

/** The limits that the design sets. */
const mostOfPlain = 6;
const mostOfNodeRuns = 0.6;

export function markdown(rows: readonly Row[], chain: ChainFigures, { processor, nodeVersion }: Machine): string {
  const today = new Date().toISOString().slice(0, 10);
  return `
## Sensitivity

Measured on ${today} on ${processor}, Node ${nodeVersion}, two threads. *Symptom* compares every layer of the quantized model with what it gives in float, in one session that
both share; its time stands beside plain inference of the float model over the same samples, measured in turns, once both are loaded. Calibration, which comes before, is not in it. *qdq_loss_debug* is onnxruntime's Python tool for the same, which keeps all
activations: its time is that of comparing alone. *Cause* quantizes one layer at a time and compares the outputs; without kept activations a layer takes a run of the whole model for each sample. *Halves* is the rank correlation of the layers
between two disjoint halves of the samples. Run \`node bench/run.mjs sensitivity\` to measure again.

${symptomTable(rows)}

${causeTable(rows)}

A chain of ${chain.layers} layers: ${chain.nodeRuns} executions of nodes, ${rounded(chain.nodeRuns / chain.naiveNodeRuns)} of the ${chain.naiveNodeRuns} without kept activations (at most ${mostOfNodeRuns}); ${seconds(chain.seconds)} s, ${rounded(
    chain.seconds / chain.naiveSeconds,
  )} of ${seconds(chain.naiveSeconds)} s.
`;
}

function symptomTable(rows: readonly Row[]): string {
  const head = `| Symptom | Layers | Samples | Plain (ms a sample) | Symptom (ms a sample) | × plain (at most ${mostOfPlain}) | Symptom with loading (s) | Calibration (s) | Observed (dB) | Fused (dB) | Halves | Memory (MB) | qdq_loss_debug (s) | × ours | Its memory (MB) |`;
  const cells = rows.map(({ name, symptom, peer }) => [
    name,
    ...[symptom.layers, symptom.samples, seconds(symptom.plain), seconds(symptom.symptom)],
    ...[rounded(symptom.symptom / symptom.plain), seconds(symptom.symptomSeconds)],
    seconds(symptom.calibrationSeconds),
    ...[rounded(symptom.observed), rounded(symptom.fused), symptom.halves.toFixed(2), megabytes(symptom.peakBytes)],
    ...(peer === undefined
      ? ['', '', '']
      : [seconds(peer.seconds), rounded(peer.seconds / symptom.symptomSeconds), megabytes(peer.peakBytes)]),
  ]);
  return table(head, cells);
}

function causeTable(rows: readonly Row[]): string {
  const head =
    '| Cause | Layers | Samples | All layers (s) | Foretold (s) | Cuts | Kept (MB) | Nodes run, of those without | Some layers (s) | Without kept activations (s) | Ratio | Halves | Memory (MB) |';
  const cells = rows.map(({ name, cause }) => [
    name,
    ...[cause.layers, cause.samples, seconds(cause.seconds), seconds(cause.foretoldSeconds)],
    ...[cause.cuts, megabytes(cause.keptBytes), rounded(cause.nodeRuns / cause.naiveNodeRuns)],
    ...[seconds(cause.compared.seconds), seconds(cause.compared.naiveSeconds)],
    rounded(cause.compared.seconds / cause.compared.naiveSeconds),
    ...[cause.halves.toFixed(2), megabytes(cause.peakBytes)],
  ]);
  return table(head, cells);
}

function table(head: string, rows: readonly (readonly (string | number)[])[]): string {
  const columns = head.split('|').length - 2;
  return [head, `|${' --- |'.repeat(columns)}`, ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n');
}

function seconds(value: number): string {
  return value.toPrecision(3);
}

function megabytes(bytes: number): string {
  return rounded(bytes / 1e6);
}
