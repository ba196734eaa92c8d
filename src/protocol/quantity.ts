/** Numbers as people read them: with a unit and at most three significant digits. The same in terminal, report and editor. */

const space = ' ';
const digits = 3;

/** Made once: texts of a large graph have a number for each node. */
const withoutExponent = new Intl.NumberFormat('en-US', { maximumSignificantDigits: digits, useGrouping: false });

/** Rounded to three significant digits, without an exponent. */
export function rounded(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return withoutExponent.format(Number(value.toPrecision(digits))).replace('-', '−');
}

function scaled(value: number, step: number, units: readonly string[]): string {
  let shown = value;
  let unit = 0;
  // Rounding first: 999.6 kB is 1 MB, not 1000 kB.
  while (unit < units.length - 1 && Math.abs(Number(shown.toPrecision(digits))) >= step) {
    shown /= step;
    unit++;
  }
  return `${rounded(shown)}${space}${units[unit] ?? ''}`.trim();
}

/** Bytes in decimal units: `147 kB`. */
export function formatBytes(bytes: number): string {
  return scaled(bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB']);
}

/** A number of things: `36.9 k`. */
export function formatCount(count: number): string {
  return scaled(count, 1000, ['', 'k', 'M', 'G', 'T']);
}

/** A time given in milliseconds: `870 µs`, `3.1 ms`, `12.4 s`. */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds < 60_000) return scaled(milliseconds * 1000, 1000, ['µs', 'ms', 's']);
  return formatSeconds(milliseconds / 1000);
}

/** A longer time given in seconds, to the second: `8 s`, `2 min 5 s`, `1 h 10 min`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole}${space}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}${space}min ${whole % 60}${space}s`;
  return `${Math.floor(whole / 3600)}${space}h ${Math.floor((whole % 3600) / 60)}${space}min`;
}

/** A share of 1: `98.6 %`. */
export function formatShare(share: number): string {
  return `${rounded(share * 100)}${space}%`;
}

/** A difference, with its sign: `−0.3`, `+0.12`. No difference is a result too: `0`. */
export function formatDifference(difference: number): string {
  const shown = rounded(difference);
  return `${difference > 0 ? '+' : ''}${shown === '−0' ? '0' : shown}`;
}

export function formatDecibels(decibels: number): string {
  return `${rounded(decibels)}${space}dB`;
}

/** How many times: `3.87×`. */
export function formatRatio(ratio: number): string {
  return `${rounded(ratio)}×`;
}
