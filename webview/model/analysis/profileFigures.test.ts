import { expect, it } from 'vitest';
import { exportedTransformer } from '../../../test/fixtures/exportedTransformer.ts';
import { structureOf } from '../../../test/fixtures/structureOf.ts';
import { GraphModel } from '../../graph/prepare/graphModel.ts';
import { combined } from '../combinedFigures.ts';
import { Figures } from '../figures.ts';
import { Findings } from '../findings.ts';
import { profileFindings } from '../findingsPanel/fixtures/profileResult.ts';
import { isProfile, timeFigure, updateProfileFigures } from './profileFigures.ts';

const model = new GraphModel(structureOf(exportedTransformer(60)));
const found = profileFindings(model);

function profiled() {
  const [figures, findings] = [new Figures([]), new Findings(model)];
  findings.showProfile(found);
  updateProfileFigures(figures, findings, model.nodeCount);
  return { figures, findings };
}

const all = Array.from({ length: model.nodeCount }, (_, node) => node);

it('times of nodes add up to that of all nodes, and what stands with another node has none of its own', () => {
  const { figures } = profiled();
  const time = figures.get(timeFigure)!;
  const sum = found.profile.nodes.reduce((whole, { milliseconds }) => whole + milliseconds, 0);
  expect(combined(time, all).value).toBeCloseTo(sum, 9);
  found.profile.nodes.forEach(({ runs, milliseconds }, node) => {
    expect(time.values[node]).toBe(runs === 'fused' ? Number.NaN : milliseconds);
  });
  expect(combined(figures.get('profile-share')!, all).value).toBeCloseTo(sum / found.profile.kernels, 9);
});

it('the intensity of several nodes is that of all their products and bytes', () => {
  const { figures } = profiled();
  const some = all.filter((node) => found.profile.nodes[node]!.macs !== undefined).slice(0, 4);
  const [macs, bytes] = (['macs', 'bytes'] as const).map((what) =>
    some.reduce((sum, node) => sum + found.profile.nodes[node]![what]!, 0),
  );
  expect(combined(figures.get('profile-intensity')!, some).value).toBeCloseTo(macs! / bytes!, 9);
});

it('goes with the profile', () => {
  const { figures, findings } = profiled();
  expect(figures.all.filter(({ id }) => isProfile(id))).toHaveLength(3);
  findings.showProfile(undefined);
  updateProfileFigures(figures, findings, model.nodeCount);
  expect(figures.all).toEqual([]);
});
