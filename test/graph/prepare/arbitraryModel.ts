import fc from 'fast-check';
import { type AttributeValue, graphValue, ints, makeNode } from '../../../src/engine/onnx/attributes.ts';
import type { Model } from '../../../src/engine/onnx/model.ts';
import { body, withFunctions } from '../../fixtures/nestedGraphs.ts';
import { QdqBuilder } from '../../fixtures/qdqBuilder.ts';

/** One thing to add to a graph; numbers of any size say which tensors it reads, and in which module it is. */
interface Step {
  readonly kind: (typeof kinds)[number];
  readonly reads: readonly [number, number];
  readonly module: number;
}

const kinds = [
  ...['unary', 'binary', 'twice', 'weight', 'constant', 'expression', 'unread'],
  ...['pair', 'pairs', 'shape', 'shape of shape', 'split', 'branch', 'nested branch', 'call'],
] as const;

const modules = [
  '',
  '/model',
  '/model/layers.0',
  '/model/layers.1',
  '/model/layers.1/attn',
  '/head',
  '/model/layers.0/a/b',
];

export interface ModelDescription {
  readonly steps: readonly Step[];
  readonly outputs: readonly number[];
  /** Whether weights are the values of Constant nodes. */
  readonly inNodes: boolean;
  /** Whether nodes and tensors are named as exporters do, else by numbers alone. */
  readonly named: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds),
  reads: fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 99 })),
  module: fc.nat({ max: modules.length - 1 }),
});

/** Models with everything that the preparation treats in a way of its own: they need not compute anything sensible. */
export const arbitraryDescription: fc.Arbitrary<ModelDescription> = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 24 }),
  outputs: fc.array(fc.nat({ max: 99 }), { minLength: 1, maxLength: 3 }),
  inNodes: fc.boolean(),
  named: fc.constant(true),
});

export function describedModel(description: ModelDescription): Model {
  const growing = new Growing(description);
  for (const each of description.steps) growing.take(each);
  return growing.finish(description.outputs);
}

class Growing {
  private readonly net: QdqBuilder;
  private readonly tensors: string[] = [];
  private count = 0;
  private calls = false;

  constructor(private readonly description: ModelDescription) {
    const weights = description.inNodes ? 'constant-nodes' : 'initializers';
    this.net = new QdqBuilder({ opset: 17, domains: { own: 1 }, weights });
    this.tensors.push(this.net.input('x', [2, 4]), this.net.input('flag', [], 'bool'));
  }

  take({ kind, reads, module }: Step): void {
    const [one, other] = [this.tensor(reads[0]), this.tensor(reads[1])];
    const at = modules[module]!;
    switch (kind) {
      case 'unary':
        return this.know(this.add(at, 'Relu', [one]));
      case 'binary':
        return this.know(this.add(at, 'Add', [one, other]));
      case 'twice':
        return this.know(this.add(at, 'Mul', [one, one]));
      case 'weight':
        return this.know(this.add(at, 'MatMul', [one, this.net.matrix(4, 4)]));
      case 'constant':
        return this.know(this.add(at, 'Add', [one, this.net.ints([1, 2])]));
      case 'expression':
        return this.know(this.add(at, 'MatMul', [one, this.add(at, 'Transpose', [this.net.quantizedWeight([4, 4])])]));
      case 'unread':
        return void this.add(at, 'Abs', [one]);
      case 'pair':
        return this.know(this.net.pair(one));
      case 'pairs':
        return this.know(this.net.pair(this.net.pair(one)));
      case 'shape':
        return this.know(this.add(at, 'Reshape', [one, this.shapeOf(at, other)]));
      case 'shape of shape': {
        const rank = this.add(at, 'Shape', [this.shapeOf(at, other)]);
        return this.know(this.add(at, 'Expand', [one, this.add(at, 'ConstantOfShape', [rank])]));
      }
      case 'split':
        return this.know(...this.net.nodeWith(2, 'Split', [one], {}, { name: this.name(at, 'Split') }));
      case 'branch':
        return this.know(this.branch(at, one, [this.inside('Neg', one), this.inside('Exp', other)]));
      case 'nested branch': {
        const inner = this.inside('If', 'flag', this.branches([this.inside('Neg', other), this.inside('Exp', one)]));
        return this.know(this.branch(at, 'flag', [inner, this.inside('Abs', other)]));
      }
      case 'call':
        this.calls = true;
        return this.know(this.add(at, 'outer', [one, other], {}, 'own'));
    }
  }

  finish(outputs: readonly number[]): Model {
    for (const tensor of new Set(outputs.map((output) => this.tensor(output)))) this.net.output(tensor);
    const model = this.net.build();
    return this.calls ? withFunctions(model, functions) : model;
  }

  private shapeOf(at: string, tensor: string): string {
    const size = this.add(at, 'Gather', [this.add(at, 'Shape', [tensor]), this.net.ints([0])]);
    return this.add(at, 'Concat', [size, this.net.ints([-1])]);
  }

  private branch(at: string, condition: string, [one, other]: readonly [Inside, Inside]): string {
    return this.add(at, 'If', [condition], this.branches([one, other]));
  }

  private branches([one, other]: readonly [Inside, Inside]): Readonly<Record<string, AttributeValue>> {
    return {
      then_branch: graphValue(body('then', [one.node], [one.output])),
      else_branch: graphValue(body('else', [other.node], [other.output])),
    };
  }

  /** A node for a body. */
  private inside(operator: string, input: string, attributes: Readonly<Record<string, AttributeValue>> = {}): Inside {
    const output = `inside_${this.count++}`;
    return { node: makeNode(operator, [input], [output], { name: `${output}_node`, attributes }), output };
  }

  private add(
    at: string,
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
    domain = '',
  ): string {
    const all = operator === 'Transpose' ? { perm: ints([1, 0]) } : attributes;
    return this.net.node(operator, inputs, all, { name: this.name(at, operator), ...(domain !== '' && { domain }) });
  }

  private name(at: string, operator: string): string {
    const number = this.count++;
    return this.description.named ? `${at}/${operator}_${number}` : `${number}`;
  }

  private know(...tensors: readonly string[]): void {
    this.tensors.push(...tensors);
  }

  private tensor(number: number): string {
    return this.tensors[number % this.tensors.length]!;
  }
}

interface Inside {
  readonly node: ReturnType<typeof makeNode>;
  readonly output: string;
}

/** One that begins with a call of another, gives it a constant, and does not use all that it is given. */
const functions = [
  {
    name: 'outer',
    inputs: ['a', 'b'],
    outputs: ['c'],
    nodes: [
      makeNode('Constant', [], ['k'], { attributes: { value_ints: ints([1, 2]) } }),
      makeNode('inner', ['a', 'k'], ['d'], { domain: 'own' }),
      makeNode('Add', ['d', 'a'], ['c']),
    ],
  },
  {
    name: 'inner',
    inputs: ['a', 'k'],
    outputs: ['m'],
    nodes: [makeNode('Mul', ['a', 'k'], ['n']), makeNode('Tanh', ['n'], ['m'])],
  },
];
