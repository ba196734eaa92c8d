import { expect, it } from 'vitest';
import { benchmarkReport } from '../../../test/fixtures/benchmarkReport.ts';
import { benchmarkOptions } from '../../protocol/options/benchmark.ts';
import { format } from '../../protocol/messages/catalogue.ts';
import { Contender } from './contender.ts';
import { measuringWarnings } from './warnings.ts';

const { environment } = benchmarkReport();
const options = benchmarkOptions.parse({});
const use = { memoryPeak: 2, use: 3 };

/** A model with launches of equal blocks. */
function contender(idleUse: number, launches = 3): Contender {
  const result = new Contender({ file: 'net.onnx', provider: 'cpu' });
  for (let launch = 0; launch < launches; launch++) {
    result.addLaunch({ session: 1, firstRun: 1, memoryBefore: 1, ...use });
    for (let round = 0; round < 4; round++) {
      result.addBlock({ times: Float64Array.of(1), settling: 0, idleUse, ...use });
    }
  }
  return result;
}

const codes = (...given: Parameters<typeof measuringWarnings>) => measuringWarnings(...given).map(({ code }) => code);

it('has nothing to say on a quiet machine, or where the system does not tell', () => {
  expect(codes([contender(0.01)], environment, options)).toEqual([]);
  const { otherUse: _, governor: __, ...untold } = environment;
  expect(codes([contender(0.01)], untold, options)).toEqual([]);
});

it('notices a busy machine, in words', () => {
  const [warning] = measuringWarnings([contender(0)], { ...environment, otherUse: 0.314 }, options);
  expect(format(warning!)).toContain('Other programs used 31.4 % of the processors');
});

it('notices processors that save energy, and processes that are not idle', () => {
  const saving = { ...environment, governor: 'powersave' };
  const both = [contender(0.5), contender(0.01)];
  expect(codes(both, saving, options)).toEqual(['benchmark.governor', 'benchmark.not-idle']);
  // Alone it disturbs nobody.
  expect(codes([contender(0.5)], environment, options)).toEqual([]);
});

it('says when there were too few processes of each model', () => {
  expect(codes([contender(0, 2)], environment, options)).toEqual(['benchmark.few-launches']);
  expect(codes([new Contender({ file: 'net.onnx', provider: 'cpu' })], environment, options)).toEqual([]);
  expect(codes([contender(0, 1)], environment, options)).toEqual(['benchmark.few-launches']);
});
