import type { GraphModel } from '../../../graph/prepare/graphModel.ts';

/** The first tensor that a node writes, or -1. */
export function firstOutput(model: GraphModel, node: number): number {
  return model.outputs(node).find((tensor) => tensor >= 0) ?? -1;
}

/** What a node is called: its name in the file, else that of what it writes. */
export function nameOf(model: GraphModel, node: number): string {
  const name = model.nodeName(node);
  const output = name === '' ? firstOutput(model, node) : -1;
  return output < 0 ? name : model.tensorName(output);
}
