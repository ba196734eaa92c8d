import { rounded } from '../../protocol/quantity.ts';

/** From here on, and below, powers of ten say more than zeros. */
const largest = 1e6;
const smallest = 1e-4;

/** A number without a unit, at most three significant digits: `−0.0123`, `1.5e−7`. */
export function realText(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || value === 0 || (size >= smallest && size < largest)) return rounded(value);
  const [mantissa = '', exponent = ''] = value.toExponential(2).split('e');
  return `${String(Number(mantissa))}e${exponent.replace('+', '')}`.replaceAll('-', '−');
}

/** A number as the step between marks of an axis asks for: as many decimals as tell neighbours apart. */
export function tickText(value: number, step: number): string {
  const size = Math.max(Math.abs(value), step);
  if (step === 0 || size >= largest || size < smallest) return realText(value);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return decimals > 6 ? realText(value) : value.toFixed(decimals).replace('-', '−');
}
