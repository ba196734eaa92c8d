import { describe, expect, it } from 'vitest';
import { operatorChanges } from '../../../../test/fixtures/operatorChanges.ts';
import { latestOpset, oldestOpset, rulesOf, upgradeRules } from './registry.ts';

/** Operators that the first versions tried out and the list of schemas does not have. */
const experimental = [
  ...['ATen', 'Affine', 'ConstantFill', 'Crop', 'DynamicSlice', 'GRUUnit', 'GivenTensorFill', 'ImageScaler'],
  ...['ParametricSoftplus', 'Scale', 'ScaledTanh'],
];

/** The experimental form of an operator that became a standard one later, and the second step of one that is gone. */
const further = ['MeanVarianceNormalization 9', 'Upsample 11'];

describe('the rules', () => {
  it('cover every change of meaning, and nothing else', () => {
    const changed = Object.entries(operatorChanges).flatMap(([operator, versions]) =>
      Object.entries(versions).flatMap(([version, change]) => (change === 'rule' ? [`${operator} ${version}`] : [])),
    );
    const covered = upgradeRules
      .flatMap(({ operator, since }) => [operator].flat().map((each) => ({ operator: each, since })))
      .filter(({ operator }) => !experimental.includes(operator))
      .map(({ operator, since }) => `${operator} ${since}`);
    expect(covered.toSorted()).toEqual([...changed, ...further].toSorted());
  });

  it('are one for each operator and version, all of them on the way', () => {
    const keys = upgradeRules.flatMap(({ operator, since }) => [operator].flat().map((each) => `${each} ${since}`));
    expect(new Set(keys).size).toBe(keys.length);
    for (const { since } of upgradeRules) {
      expect(since).toBeGreaterThan(oldestOpset);
      expect(since).toBeLessThanOrEqual(latestOpset);
    }
    expect(rulesOf(13).get('Softmax')).toBeDefined();
    expect(rulesOf(17).size).toBe(0);
  });

  it('were chosen from the whole list of changes', () => {
    const versions = Object.values(operatorChanges).flatMap((each) => Object.keys(each));
    expect({ operators: Object.keys(operatorChanges).length, versions: versions.length }).toEqual({
      operators: 112,
      versions: 243,
    });
  });
});
