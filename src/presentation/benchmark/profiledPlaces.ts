import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';

/** As many as textures tell apart. */
const most = 4;

/** Places of variants of which it is known where their time goes, at most four. @param chosen among these, when it is given */
export function profiledPlaces({ variants }: BenchmarkReport, chosen?: readonly number[]): readonly number[] {
  const places = [...variants.keys()].filter((place) => variants[place]!.profile !== undefined);
  return (chosen === undefined ? places : places.filter((place) => chosen.includes(place))).slice(0, most);
}
