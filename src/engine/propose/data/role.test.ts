import { describe, expect, it } from 'vitest';
import { isUsualName, roleOf } from './role.ts';

describe('what names say of data', () => {
  it.each<[string, ReturnType<typeof roleOf>]>([
    ['calibration.npz', 'calibration'],
    ['digits-calib-v2.npz', 'calibration'],
    ['calibrationData', 'calibration'],
    ['train/0', 'calibration'],
    ['imagenet_trainval', 'calibration'],
    ['test.npz', 'evaluation'],
    ['data/val2017', 'evaluation'],
    ['Validation-Set', 'evaluation'],
    ['X_TEST.npz', 'evaluation'],
    ['train/test.npz', 'evaluation'],
    ['test/calibration', 'calibration'],
    ['test_calibration.npz', 'calibration'],
    ['latest.npz', undefined],
    ['values', undefined],
    ['trainer', undefined],
    ['contest/data.npz', undefined],
    ['', undefined],
  ])('%s: %s', (path, role) => {
    expect(roleOf(path.split('/'))).toBe(role);
  });

  it.each(['data', 'my_dataset', 'images', 'img-2', 'calib', 'Testing', 'SampleInputs', 'npy'])(
    '%s is usual',
    (name) => {
      expect(isUsualName(name)).toBe(true);
    },
  );

  it.each(['src', 'database', 'node_modules', 'latest', 'imagery', '图片', ''])('"%s" is not', (name) => {
    expect(isUsualName(name)).toBe(false);
  });
});
