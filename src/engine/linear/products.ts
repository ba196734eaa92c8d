import Long from 'long';
import { type AttributeValue, int, makeNode } from '../onnx/attributes.ts';
import { elementTypeCode } from '../onnx/elementType.ts';
import { onnx } from '../onnx/generated/onnx.js';
import { Model } from '../onnx/model.ts';
import { PayloadTable } from '../onnx/payload.ts';
import { type Session, withSession } from '../runtime/session.ts';
import { type Matrix, matrix } from './matrix.ts';

/** Matrix products in float64, computed by the runtime. */
export interface Products {
  /** `a · b` */
  times(a: Matrix, b: Matrix): Promise<Matrix>;
  /** `a · bᵀ` */
  timesTransposed(a: Matrix, b: Matrix): Promise<Matrix>;
}

/** Has sessions for products while `use` runs. @param threads those of a session; its own choice when undefined */
export async function withProducts<T>(
  threads: number | undefined,
  use: (products: Products) => Promise<T>,
): Promise<T> {
  const options = { arena: false, ...(threads !== undefined && { threads }) };
  return withSession(productModel({}), options, (plain) =>
    withSession(productModel({ transB: int(1) }), options, (turned) =>
      use({
        times: (a, b) => run(plain, a, b, b.columns),
        timesTransposed: (a, b) => run(turned, a, b, b.rows),
      }),
    ),
  );
}

async function run(session: Session, a: Matrix, b: Matrix, columns: number): Promise<Matrix> {
  const feeds = new Map([a, b].map((each, index) => [names[index]!, tensor(each)]));
  const result = (await session.run(feeds)).get('product');
  if (!(result?.data instanceof Float64Array)) throw new TypeError('a product of float64 matrices is float64');
  return matrix(a.rows, columns, result.data);
}

function tensor({ rows, columns, values }: Matrix) {
  return { type: 'float64', dims: [rows, columns], data: values } as const;
}

const names = ['a', 'b'] as const;

function productModel(attributes: Readonly<Record<string, AttributeValue>>): Model {
  const { Dimension } = onnx.TensorShapeProto;
  const info = (name: string): onnx.ValueInfoProto => {
    const dim = ['rows', 'columns'].map((each) => Dimension.create({ dimParam: `${name}_${each}` }));
    const shape = onnx.TensorShapeProto.create({ dim });
    const tensorType = onnx.TypeProto.Tensor.create({ elemType: elementTypeCode('float64'), shape });
    return onnx.ValueInfoProto.create({ name, type: onnx.TypeProto.create({ tensorType }) });
  };
  const graph = onnx.GraphProto.create({
    name: 'product',
    node: [makeNode('Gemm', names, ['product'], { attributes })],
    input: names.map(info),
    output: [info('product')],
  });
  const proto = onnx.ModelProto.create({ irVersion: Long.fromNumber(7), graph });
  const model = new Model('product', proto, new PayloadTable(), []);
  model.setOpset(13);
  return model;
}
