import { expect, it } from 'vitest';
import { cacheFolder } from '../cacheFolder.ts';
import { withBareJson } from './bareJson.ts';

it.each([
  ['--json model.onnx', '--json=- model.onnx'],
  ['model.onnx --json', 'model.onnx --json=-'],
  ['model.onnx --json -', 'model.onnx --json=-'],
  ['--json - model.onnx', '--json=- model.onnx'],
  ['--json out.json model.onnx', '--json out.json model.onnx'],
  ['model.onnx --json=Out.JSON --csv -', 'model.onnx --json=Out.JSON --csv -'],
  ['model.onnx --json --csv a.csv', 'model.onnx --json=- --csv a.csv'],
])('%s is %s', (given, understood) => {
  expect(withBareJson(given.split(' ')).join(' ')).toBe(understood);
});

it('results are kept where the system keeps such things', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux', '/h')).toBe('/c/whittle/sensitivity');
  expect(cacheFolder({ XDG_CACHE_HOME: 'relative' }, 'linux', '/h')).toBe('/h/.cache/whittle/sensitivity');
  expect(cacheFolder({}, 'darwin', '/h')).toBe('/h/Library/Caches/whittle/sensitivity');
  expect(cacheFolder({ LOCALAPPDATA: '/local' }, 'win32', '/h')).toBe('/local/whittle/sensitivity');
  expect(cacheFolder({}, 'linux', '')).toBeUndefined();
});
