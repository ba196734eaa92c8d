import { describe, expect, it } from 'vitest';
import { mobileNetV2 } from '../../../../test/fixtures/mobileNetV2.ts';
import { realModels } from '../../../../test/fixtures/realModels.ts';
import { resnet50 } from '../../../../test/fixtures/resnet50.ts';
import { format } from '../../../protocol/messages/catalogue.ts';
import { pruneChannelsOptions } from '../../../protocol/options/pruneChannels.ts';
import { UserError } from '../../../protocol/userError.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/open.ts';
import { countMacs } from '../../profile/nodeMacs.ts';
import { storedWeights } from '../../profile/storedWeights.ts';
import { openData } from '../../recipe/openData.ts';
import { firstFeeds } from '../../recipe/samples.ts';
import { tensorTypes } from '../../runtime/tensorTypes.ts';
import { pruneChannels } from './pruneChannels.ts';
import { passContext, temporaryFolder } from './testing/passContext.ts';

/** What without 30 % of the channels is left of MACs and parameters, at most: half, but not all layers are in a group. */
const share = 0.65;

interface Case {
  readonly name: string;
  readonly model: () => Model;
  readonly data?: () => Dataset | Promise<Dataset>;
}

const real = (name: string): Case => {
  const found = realModels.find((each) => each.name === name)!;
  return { name, model: () => openModel(found.file), data: () => found.data(2, 1) };
};
const cases: readonly Case[] = [
  ...['digits', 'pp-ocr-cls', 'pp-ocr-det', 'pp-ocr-rec'].map(real),
  { name: 'mobilenetv2', model: () => mobileNetV2() },
  { name: 'resnet50', model: () => resnet50() },
];

describe('real models without 30 % of their channels', () => {
  it.each(cases)('$name loads and runs, as small as was told', { timeout: 120_000 }, async ({ model: open, data }) => {
    const model = open();
    const dataset = await data?.();
    const feeds = await firstFeeds(dataset ?? (await openData({ kind: 'synthetic', count: 1, seed: 7 }, model)));
    const options = pruneChannelsOptions.parse({ ratio: 0.3, repair: 'none', channelMultiple: 8 });
    const { groups, macs, parameters } = await pruneChannels(model, dataset, options, passContext());
    expect(groups.length).toBeGreaterThan(0);
    const types = await tensorTypes(model, feeds, { temporaryFolder });
    expect(countMacs(model, types).total).toBe(macs!.after);
    expect((await storedWeights(model)).parameters).toBe(parameters.after);
    expect(macs!.after).toBeLessThan(macs!.before * share);
    expect(parameters.after).toBeLessThan(parameters.before * share);
    model.close();
  });

  it.each(['silero-legacy', 'silero-v5'])('%s: says why nothing can go', async (name) => {
    const model = real(name).model();
    const options = pruneChannelsOptions.parse({});
    const error = await pruneChannels(model, await real(name).data!(), options, passContext()).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(UserError);
    const text = format((error as UserError).detail);
    expect(text).toMatch(/Conv \("[^"]+", .* inside a branch/);
    expect(text).toMatch(/LSTM \("[^"]+", .* inside a branch/);
    model.close();
  });
});
