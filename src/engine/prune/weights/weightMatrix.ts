import { elementsOf } from '../../onnx/elements/storedElements.ts';
import type { Model } from '../../onnx/model.ts';
import { realsOf, type Reals, storeReals } from '../../onnx/reals.ts';
import { type TensorData, view } from '../../onnx/tensor.ts';
import type { StridedMatrix } from './layouts.ts';
import type { PrunableWeight } from './prunable.ts';

type StoredData = Exclude<TensorData, readonly string[]>;

/** A weight in memory of its own: as it is stored, to be changed element by element, and as numbers. */
export class WeightMatrix {
  private readonly model: Model;
  private readonly weight: PrunableWeight;
  private readonly data: StoredData;

  /** @throws UserError where the weight is damaged */
  constructor(model: Model, weight: PrunableWeight) {
    this.model = model;
    this.weight = weight;
    const elements = elementsOf(model, weight.stored);
    if (elements.kind !== 'numbers') throw new TypeError(`${weight.name} has no numbers`);
    this.data = view(elements.type, elements.image(0, this.bytes(elements.count)));
  }

  /** The numbers row by row, one matrix after the other, whatever their order in the file. */
  values(): Reals {
    const { type, dims, matrix } = this.weight;
    const reals = realsOf({ type, dims, data: this.data });
    if (isInOrder(matrix)) return reals;
    const values = reals.slice();
    forEachPlace(matrix, (stored, index) => (values[index] = reals[stored]!));
    return values;
  }

  /** Sets weights to zero; all others keep their bits. @param going one for each weight, row by row */
  clear(going: Uint8Array): void {
    const { data } = this;
    forEachPlace(this.weight.matrix, (stored, index) => {
      if (going[index] === 1) data[stored] = 0;
    });
  }

  /** Replaces all weights, row by row, rounded to the type of the weight. */
  replace(values: Reals): void {
    const { type, matrix } = this.weight;
    const inOrder = values.slice();
    forEachPlace(matrix, (stored, index) => (inOrder[stored] = values[index]!));
    this.data.set(storeReals(type, inOrder) as never);
  }

  /** Puts the elements into the model. */
  store(): void {
    const { type, dims, stored } = this.weight;
    const made = this.model.tensor(stored.name, type, dims, this.data);
    Object.assign(stored, { payload: made.payload, rawData: made.rawData, externalData: [], dataLocation: 0 });
    Object.assign(stored, { floatData: [], doubleData: [], int32Data: [] });
  }

  private bytes(count: number): number {
    const { type } = this.weight;
    return count * (type === 'float64' ? 8 : type === 'float32' ? 4 : 2);
  }
}

function isInOrder({ groups, outputs, inputs, steps }: StridedMatrix): boolean {
  return steps.input === 1 && steps.output === inputs && (groups === 1 || steps.group === outputs * inputs);
}

/** Calls with the place of every weight in the file, row by row. */
function forEachPlace(
  { groups, outputs, inputs, steps }: StridedMatrix,
  visit: (stored: number, index: number) => void,
): void {
  let index = 0;
  for (let group = 0; group < groups; group++) {
    for (let output = 0; output < outputs; output++) {
      const row = group * steps.group + output * steps.output;
      for (let input = 0; input < inputs; input++) visit(row + input * steps.input, index++);
    }
  }
}
