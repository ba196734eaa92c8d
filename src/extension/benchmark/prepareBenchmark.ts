import { stat } from 'node:fs/promises';
import path from 'node:path';
import { message } from '../../protocol/messages/catalogue.ts';
import type { DataOptions } from '../../protocol/options/data.ts';
import { runOptions } from '../../protocol/options/run.ts';
import type { Proposal } from '../../protocol/result/proposal.ts';
import type { Services } from '../commands/services.ts';
import { Memory } from '../quantize/remembered.ts';
import { BenchmarkMemory } from './benchmarkMemory.ts';
import { type BenchmarkChoices, type BenchmarkKnown, dataFor, initialChoices } from './choices.ts';
import { freeReport } from './freeReport.ts';
import { madeModels } from './madeModels.ts';
import { type ModelFacts, type ModelRoles, proposeRoles } from './modelRoles.ts';

/** What is known and what is chosen so far. */
export interface PreparedBenchmark {
  readonly known: BenchmarkKnown;
  readonly choices: BenchmarkChoices;
}

/** Looks at the models, the reports beside them and data for the original. */
export async function prepare(
  models: readonly string[],
  services: Services,
  signal: AbortSignal,
): Promise<PreparedBenchmark> {
  const folders = [...new Set(models.map((model) => path.dirname(model)))];
  const made = await Promise.all(folders.map(madeModels));
  const roles = proposeRoles(await Promise.all(models.map(factsOf)), made.flat());
  return prepareRoles(roles, { reason: roles.reason, selected: models.length > 1 }, services, signal);
}

/** The same for an original that is known. @throws UserError where it cannot be read */
export async function prepareRoles(
  roles: Pick<ModelRoles, 'original' | 'variants'>,
  known: Pick<BenchmarkKnown, 'reason' | 'selected'>,
  services: Services,
  signal: AbortSignal,
): Promise<PreparedBenchmark> {
  const { workspaceState } = services.context;
  const { original } = roles;
  const proposal = await propose(original, undefined, services, signal);
  const quantized = new Memory(workspaceState).recall(original);
  const data = quantized?.evaluation ?? quantized?.data;
  const output = { path: freeReport(original), replace: false };
  const remembered = new BenchmarkMemory(workspaceState).recall(original);
  return {
    known: { ...known, proposal, data: dataFor(proposal) },
    choices: initialChoices(roles, proposal, output, remembered, data),
  };
}

/** What fits a model, in the background process. @param data of the person's own: only this is looked at, and must fit */
export async function propose(
  model: string,
  data: DataOptions | undefined,
  { runner }: Services,
  signal: AbortSignal,
): Promise<Proposal> {
  const title = message('job.propose', { file: path.basename(model) });
  const job = { kind: 'propose', model, ...(data !== undefined && { data }), run: runOptions.parse({}) } as const;
  return (await runner.ask<'propose'>(title, job, signal)).proposal;
}

/** What cannot be found is told by the job. */
async function factsOf(model: string): Promise<ModelFacts> {
  return stat(model).then(
    ({ size, mtimeMs }) => ({ path: model, bytes: size, modified: mtimeMs }),
    () => ({ path: model, bytes: 0, modified: 0 }),
  );
}
