import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { message } from '../../../../protocol/messages/catalogue.ts';
import { ChannelRelations } from '../relations.ts';
import { relateReshape } from './relateReshape.ts';

/** Two shapes of the same number of elements: products of neighbours of one list of factors. */
const reshapes = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 })
  .chain((factors) => fc.tuple(merged(factors), merged(factors)));

function merged(factors: readonly number[]): fc.Arbitrary<readonly number[]> {
  return fc.array(fc.boolean(), { minLength: factors.length, maxLength: factors.length }).map((joins) => {
    const shape: number[] = [];
    factors.forEach((factor, index) => {
      if (joins[index] === true && shape.length > 0) shape[shape.length - 1]! *= factor;
      else shape.push(factor);
    });
    return shape;
  });
}

/** The relations that one Reshape tells, of which some dimensions of the input are frozen. */
function related(input: readonly number[], output: readonly number[], frozen: readonly number[]): ChannelRelations {
  const net = new ModelBuilder();
  const written = net.node('Reshape', [net.input('x', input), net.ints(output)], {}, { output: 'y' });
  const model = net.output(written).build();
  const types = new Map([
    ['x', { type: 'float32' as const, dims: input }],
    ['y', { type: 'float32' as const, dims: output }],
  ]);
  const relations = new ChannelRelations(model, types, { attention: 'heads', choices: new Map() });
  const reason = message('pruneGroups.input', { tensor: 'x' });
  for (const axis of frozen) if (axis < input.length) relations.freeze({ tensor: 'x', axis }, reason);
  relations.visit(model.graph.producer('y')!, (each) => relateReshape(model.graph.producer('y')!, each), reason);
  return relations;
}

/** Which elements, by their place in a row, are left without the positions of one class. */
function elementsLeft(relations: ChannelRelations, tensor: string, gone: number): readonly number[] {
  const shape = relations.shape(tensor)!;
  const count = shape.reduce((total, size) => total * size, 1);
  return Array.from({ length: count }, (_, element) => element).filter((element) => {
    let rest = element;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const index = rest % shape[axis]!;
      rest = Math.floor(rest / shape[axis]!);
      if (canGo(relations, tensor, axis, index) && relations.classAt({ tensor, axis }, index) === gone) return false;
    }
    return true;
  });
}

function canGo(relations: ChannelRelations, tensor: string, axis: number, index: number): boolean {
  const { positions } = relations;
  const number = relations.number({ tensor, axis });
  return positions.wholeReason(number) === 0 && positions.reasonOf(positions.classAt(number, index)) === 0;
}

describe('dimensions that a Reshape ties', () => {
  it('lose the same elements on both sides, whatever goes together', () => {
    fc.assert(
      fc.property(reshapes, fc.array(fc.nat(4), { maxLength: 2 }), ([input, output], frozen) => {
        const relations = related(input, output, frozen);
        const classes = new Set(
          input.flatMap((size, axis) =>
            Array.from({ length: size }, (_, index) => index)
              .filter((index) => canGo(relations, 'x', axis, index))
              .map((index) => relations.classAt({ tensor: 'x', axis }, index)),
          ),
        );
        for (const gone of classes)
          expect(elementsLeft(relations, 'y', gone)).toEqual(elementsLeft(relations, 'x', gone));
      }),
    );
  });

  it('can lose positions of every run that is not frozen', () => {
    const relations = related([2, 6, 4], [2, 3, 2, 4], [0, 2]);
    const open = (tensor: string) => relations.shape(tensor)!.map((_, axis) => canGo(relations, tensor, axis, 0));
    expect([open('x'), open('y')]).toEqual([
      [false, true, false],
      [false, true, false, false],
    ]);
  });
});
