import type { TensorNumbers } from '../../../../src/protocol/graph/tensor.ts';

const longestText = 80;

/** The elements of a page as they are shown: numbers, texts, or complex numbers as pairs. */
export type PageValues = TensorNumbers | readonly string[];

/** An element in short, to stand in a table. */
export function shortValue(type: string, values: PageValues, index: number): string {
  return valueText(type, values, index, shortNumber);
}

/** An element in full. */
export function wholeValue(type: string, values: PageValues, index: number): string {
  return valueText(type, values, index, wholeNumber);
}

function valueText(
  type: string,
  values: PageValues,
  index: number,
  numberText: (value: number, single: boolean) => string,
): string {
  if (isTexts(values)) {
    const text = values[index] ?? '';
    return JSON.stringify(text.length > longestText ? `${text.slice(0, longestText)}…` : text);
  }
  const single = values instanceof Float32Array;
  const at = (place: number): string => {
    const value = values[place]!;
    return typeof value === 'bigint' ? minus(String(value)) : numberText(value, single);
  };
  if (type.startsWith('complex')) {
    const imaginary = at(2 * index + 1);
    return `${at(2 * index)}${imaginary.startsWith('−') ? '' : '+'}${imaginary}i`;
  }
  return type === 'bool' ? String(values[index] !== 0) : at(index);
}

function shortNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return minus(String(value));
  if (!Number.isFinite(value)) return infiniteText(value);
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e6) return minus(String(Number(value.toPrecision(3))));
  const [mantissa = '', exponent = ''] = value.toExponential(2).split('e');
  return minus(`${String(Number(mantissa))}e${exponent.replace('+', '')}`);
}

/** The shortest decimal that is this float32, or this float64. */
function wholeNumber(value: number, single: boolean): string {
  if (!Number.isFinite(value)) return infiniteText(value);
  if (single) {
    for (let precision = 6; precision < 9; precision++) {
      const short = Number(value.toPrecision(precision));
      if (Math.fround(short) === value) return minus(String(short));
    }
  }
  return minus(String(value));
}

function infiniteText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '∞' : '−∞';
}

function minus(text: string): string {
  return text.replaceAll('-', '−');
}

function isTexts(values: PageValues): values is readonly string[] {
  return Array.isArray(values);
}
