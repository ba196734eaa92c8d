import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { MeasuredShapes } from '../../../src/protocol/result/shapes.ts';
import type { GraphModel } from '../../graph/prepare/graphModel.ts';
import type { PreparedModel } from '../../graph/prepare/view/prepared.ts';
import type { Figure, FigureOffer } from '../figures.ts';
import type { OpenedModel } from '../opened.ts';
import { sparsityOffer } from './sparsity.ts';

const summed = { scale: 'logarithmic', strong: 'high', combine: { kind: 'sum' } } as const;

/** The figures that the model itself gives, in the order in which they are offered. */
export function ownFigures({ model }: PreparedModel, request: OpenedModel['request']): readonly FigureOffer[] {
  const { parameters, parameterBytes, macs } = model.structure.nodes;
  const figures: readonly Figure[] = [
    {
      ...summed,
      ...{ id: 'parameters', name: message('model.figure-parameters', {}), unit: 'count' },
      values: withoutZeros(parameters),
    },
    {
      ...summed,
      ...{ id: 'bytes', name: message('model.figure-bytes', {}), unit: 'bytes' },
      values: withoutZeros(parameterBytes),
    },
    macsFigure(macs),
  ];
  return [...figures.map((figure) => ({ id: figure.id, name: figure.name, figure })), sparsityOffer(model, request)];
}

/** Multiplications with additions, where a run of the model has shown them in place of what the file tells. */
export function withMeasuredMacs(model: GraphModel, measured: MeasuredShapes): Figure {
  const values = model.structure.nodes.macs.slice();
  for (const [id, count] of measured.macs) {
    const node = model.nodeOfId(id);
    if (node !== undefined) values[node] = count;
  }
  return macsFigure(values);
}

function macsFigure(values: Float64Array): Figure {
  return { ...summed, id: 'macs', name: message('model.figure-macs', {}), unit: 'count', values };
}

/** Most nodes have no weights: that is not a small number of them. */
function withoutZeros(values: Float64Array): Float64Array {
  return values.map((value) => (value === 0 ? NaN : value));
}
