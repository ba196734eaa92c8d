/** What the accuracy of a model of mixed precision can be measured by. */
export const floorMeasures = ['top1', 'agreement', 'sqnr', 'metric'] as const;
export type FloorMeasure = (typeof floorMeasures)[number];

/** The least accuracy as a person writes it: what may be lost of top-1 and of a metric, what must be left of all else. */
export interface Floor {
  readonly measure: FloorMeasure;
  /** Not below 0. Percentage points, per cent, dB, or the unit of the metric. */
  readonly value: number;
}

const written = /^(top1|agreement|sqnr|metric)=([+-]?\d+(?:\.\d+)?)$/;

/** The floor of a search, as its option has it: `top1=-0.5`, `sqnr=30`. */
export function leastOf({ measure, value }: Floor): string {
  const number = new Intl.NumberFormat('en-US', { useGrouping: false, maximumFractionDigits: 6 }).format(value);
  return `${measure}=${isLoss(measure) ? '-' : ''}${number}`;
}

/** What {@link leastOf} came from; undefined where there is no floor, or one that was written in another way. */
export function floorOf(option: string | undefined): Floor | undefined {
  const [, name, value] = written.exec(option ?? '') ?? [];
  const measure = floorMeasures.find((each) => each === name);
  return measure === undefined ? undefined : { measure, value: Math.abs(Number(value)) };
}

function isLoss(measure: FloorMeasure): boolean {
  return measure === 'top1' || measure === 'metric';
}
