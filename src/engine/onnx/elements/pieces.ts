import { setImmediate as turn } from 'node:timers/promises';
import type { TensorNumbers } from '../../../protocol/graph/tensor.ts';
import { readNumbers } from './numbers.ts';
import type { NumericElements } from './storedElements.ts';

/** Elements that are in memory at a time: a multiple of what shares a byte. */
const pieceLength = 2 ** 20;

export interface NumbersPiece {
  readonly offset: number;
  readonly numbers: TensorNumbers;
}

/**
 * All elements of a tensor, a piece after the other. Between two pieces others have their turn, so that a request can be
 * given up.
 */
export async function* inPieces(elements: NumericElements, signal?: AbortSignal): AsyncIterable<NumbersPiece> {
  for (let offset = 0; offset < elements.count; offset += pieceLength) {
    if (offset > 0) await turn();
    signal?.throwIfAborted();
    yield { offset, numbers: readNumbers(elements, offset, Math.min(pieceLength, elements.count - offset)) };
  }
}

/** Numbers that can be computed with. */
export type RealNumbers = Exclude<TensorNumbers, BigInt64Array | BigUint64Array>;

/** As {@link inPieces}; of integers of 64 bits, the nearest float64. */
export async function* realPieces(elements: NumericElements, signal?: AbortSignal): AsyncIterable<RealNumbers> {
  for await (const { numbers } of inPieces(elements, signal)) {
    const areBig = numbers instanceof BigInt64Array || numbers instanceof BigUint64Array;
    yield areBig ? Float64Array.from(numbers, Number) : numbers;
  }
}
