import path from 'node:path';
import { message } from '../../protocol/messages/catalogue.ts';
import type { DataOptions } from '../../protocol/options/data.ts';
import type { FittingData } from '../../protocol/result/proposal.ts';
import type { Services } from '../commands/services.ts';
import { showFailure } from '../jobs/failure.ts';
import { type DataItem, foundItems, ownItems, pickData, separator, unfitItems } from '../quantize/dataItems.ts';
import { say } from '../texts.ts';
import { type PreparedBenchmark, propose } from './prepareBenchmark.ts';

/** Asks what the models are run on. */
export async function changeBenchmarkData(prepared: PreparedBenchmark, services: Services): Promise<PreparedBenchmark> {
  const { known, choices } = prepared;
  const found: FittingData[] = [];
  const lookup = async (options: DataOptions): Promise<FittingData | undefined> => {
    const fitting = await look(choices.original, options, services);
    if (fitting !== undefined) found.push(fitting);
    return fitting;
  };
  const use = (data: DataOptions): DataOptions => data;
  const about = { model: choices.original, data: known.data, proposal: known.proposal };
  const items: readonly DataItem<DataOptions>[] = [
    ...foundItems(about, use),
    separator(say('quantize.data-other', {})),
    ...ownItems(lookup, use),
    {
      label: `$(dashboard) ${say('history.bench-data-synthetic', {})}`,
      detail: say('history.bench-data-synthetic-explained', {}),
      choose: async () => Promise.resolve<DataOptions>({ kind: 'synthetic' }),
    },
    ...unfitItems(about),
  ];
  const data = await pickData(say('history.bench-data-title', {}), items);
  if (data === undefined) return prepared;
  return { known: { ...known, data: [...known.data, ...found] }, choices: { ...choices, data } };
}

/** Sees whether data fits a model; says why not where it does not. */
async function look(model: string, data: DataOptions, services: Services): Promise<FittingData | undefined> {
  try {
    const { signal } = new AbortController();
    return (await propose(model, data, services, signal)).data[0];
  } catch (error) {
    showFailure(error, message('job.propose', { file: path.basename(model) }), services.log);
    return undefined;
  }
}
