import { format } from '../../../src/protocol/messages/catalogue.ts';
import type { NodeValue } from '../../../src/protocol/nodeData/nodeData.ts';
import { type GradientStop, writeNodeData } from '../../../src/protocol/nodeData/writeNodeData.ts';
import { cssOf } from '../../graph/drawing/colour/colour.ts';
import { rampColours } from '../../graph/drawing/colour/ramp.ts';
import type { GraphModel } from '../../graph/prepare/graphModel.ts';
import type { Figure } from '../figures.ts';

/** Colours of the ramp that are written: between two of them, other programs mix. */
const stops = 9;

/**
 * A figure as node data of Model Explorer: a value for each node that has one, by its id, which is the name of its first output for
 * nodes of the main graph. `figureOf` makes the same values of it again.
 * @param graphId what Model Explorer calls the graph
 */
export function nodeDataOf(figure: Figure, model: GraphModel, graphId: string): string {
  const { unit, scale, strong, values, combine } = figure;
  const results = new Map<string, NodeValue>();
  values.forEach((value, node) => {
    if (!Number.isNaN(value)) results.set(model.nodeId(node), value);
  });
  const name = typeof figure.name === 'string' ? figure.name : format(figure.name);
  const meaning = { unit, scale, strong, combine: combine.kind };
  return writeNodeData({ graphId, name, results, meaning }, gradientOf(figure));
}

/** The ramp in a light theme, as Model Explorer has one, placed so that it shows the scale of the figure. */
function gradientOf({ values, scale, strong }: Figure): readonly GradientStop[] {
  const shown = values.filter((value) => Number.isFinite(value) && (scale === 'linear' || value > 0));
  const [least, greatest] = [
    shown.reduce((a, b) => Math.min(a, b), Infinity),
    shown.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  if (!(greatest > least) || values.some((value) => Math.abs(value) === Infinity)) return [];
  const all = rampColours('light');
  // Stops are parts of the way from the least of all values, which a logarithm has no place for when it is zero.
  const low = values.reduce((smallest, value) => (value < smallest ? value : smallest), least);
  return Array.from({ length: stops }, (_, index) => {
    const part = index / (stops - 1);
    const value = scale === 'linear' ? least + (greatest - least) * part : least * (greatest / least) ** part;
    const colour = all[Math.round((strong === 'high' ? part : 1 - part) * (all.length - 1))]!;
    return {
      stop: index === 0 ? 0 : index === stops - 1 ? 1 : (value - low) / (greatest - low),
      bgColor: cssOf(colour),
    };
  });
}
