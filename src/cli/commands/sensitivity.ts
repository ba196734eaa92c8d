import path from 'node:path';
import * as z from 'zod';
import { message } from '../../protocol/messages/catalogue.ts';
import { dataOptions } from '../../protocol/options/data.ts';
import { option } from '../../protocol/options/option.ts';
import { quantizeDynamicOptions } from '../../protocol/options/quantizeDynamic.ts';
import { quantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import { runOptions } from '../../protocol/options/run.ts';
import { sensitivityMethods, sensitivityOptions, type SensitivityOptions } from '../../protocol/options/sensitivity.ts';
import { sensitivityOutputs, type SensitivityOutputs } from '../../protocol/options/sensitivityOutputs.ts';
import { storedSensitivity } from '../../protocol/result/readSensitivity.ts';
import { sensitivityCsv } from '../../protocol/result/sensitivityCsv.ts';
import { sensitivityNodeData, type Signal } from '../../protocol/result/sensitivityNodeData.ts';
import { cacheFolder } from '../cacheFolder.ts';
import type { Given } from '../options/assembly.ts';
import { UsageError } from '../options/usageError.ts';
import { planLine, renderInterrupted, renderPlan, renderSensitivity } from '../render/sensitivity.ts';
import type { ResultFile } from '../resultFiles.ts';
import type { JobCommand } from './command.ts';
import { dataFiles } from './dataFiles.ts';
import { optionalData } from './optionalData.ts';
import { passOf } from './quantize.ts';

/** `--method` says how a model is quantized, as everywhere, and here also what is measured, as `--signal` does. */
const methodHelp = z.strictObject({
  method: option(z.enum(['static', 'dynamic', ...sensitivityMethods]).default('static'), {
    help: 'cli.sensitivity-option-method',
  }),
});

export const sensitivityCommand: JobCommand<'sensitivity'> = {
  name: 'sensitivity',
  help: 'cli.sensitivity-command',
  examples: 'cli.sensitivity-examples',
  sections: [
    { heading: 'cli.sensitivity-group-measured', schemas: [sensitivityOptions] },
    { heading: 'cli.group-method', schemas: [methodHelp, quantizeStaticOptions, quantizeDynamicOptions] },
    { heading: 'cli.group-data', schemas: [dataOptions] },
    { heading: 'cli.group-output', schemas: [sensitivityOutputs] },
    { heading: 'cli.group-run', schemas: [runOptions] },
  ],
  understand: withMethodWords,
  job(model, options) {
    const outputs = options.parse(sensitivityOutputs);
    const folder = outputs.cache ? cacheFolder() : undefined;
    return {
      ...{ kind: 'sensitivity', model, pass: passOf(options), ...optionalData(options) },
      sensitivity: requireFitting(options.parse(sensitivityOptions), outputs),
      planOnly: outputs.plan,
      ...(folder !== undefined && { cache: folder }),
      run: options.parse(runOptions),
    };
  },
  outputs(options, { model, data, sensitivity: { signal } }) {
    const outputs = options.parse(sensitivityOutputs);
    return {
      json: outputs.json === '-',
      ...{ files: filesOf(outputs, signal, path.basename(model)), force: outputs.force },
      read: [model, ...dataFiles(data)],
    };
  },
  render: ({ plan, sensitivity }, _job, style, width) =>
    sensitivity === undefined ? renderPlan(plan, style) : renderSensitivity(sensitivity, style, width),
  found: (finding) => (finding.kind === 'sensitivity-plan' ? planLine(finding.plan) : undefined),
  interrupted: renderInterrupted,
};

const words: ReadonlySet<string> = new Set(sensitivityMethods);

/** Moves what is to be measured from `--method` to where the option for it is. */
function withMethodWords(given: ReadonlyMap<string, Given>): ReadonlyMap<string, Given> {
  const methods = given.get('method');
  if (!Array.isArray(methods)) return given;
  const texts = methods as readonly string[];
  const understood = new Map(given);
  const signals = texts.filter((text) => words.has(text));
  const others = texts.filter((text) => !words.has(text));
  understood.delete('method');
  if (others.length > 0) understood.set('method', others);
  const own = given.get('signal');
  if (signals.length > 0) understood.set('signal', [...signals, ...(Array.isArray(own) ? (own as string[]) : [])]);
  return understood;
}

/** @throws UsageError where options ask for what others leave out */
function requireFitting(options: SensitivityOptions, { plan, csv, nodeData }: SensitivityOutputs): SensitivityOptions {
  const { signal, apart, allBut, top } = options;
  const isWithoutCause = signal === 'symptom';
  const unfit: readonly (readonly [flag: string, isUnfit: boolean])[] = [
    ['apart', isWithoutCause && apart],
    ['all-but', isWithoutCause && allBut],
    ['top', isWithoutCause && top !== undefined],
    ['csv', plan && csv !== undefined],
    ['node-data', plan && nodeData !== undefined],
  ];
  const found = unfit.find(([, isUnfit]) => isUnfit);
  if (found !== undefined) throw new UsageError(message('cli.option-unfit', { flag: found[0] }));
  return options;
}

function filesOf(
  { json, csv, nodeData }: SensitivityOutputs,
  signal: SensitivityOptions['signal'],
  model: string,
): readonly ResultFile<'sensitivity'>[] {
  const files: ResultFile<'sensitivity'>[] = [];
  if (json !== undefined && json !== '-') {
    files.push({
      path: json,
      text: ({ plan, sensitivity }) =>
        sensitivity === undefined ? `${JSON.stringify(plan, undefined, 2)}\n` : storedSensitivity(sensitivity),
    });
  }
  if (csv !== undefined) {
    files.push({ path: csv, text: ({ sensitivity }) => sensitivity && sensitivityCsv(sensitivity.layers) });
  }
  const signals: readonly Signal[] = signal === 'both' ? ['symptom', 'cause'] : [signal];
  for (const each of nodeData === undefined ? [] : signals) {
    files.push({
      path: signals.length === 1 ? nodeData! : withWord(nodeData!, each),
      text: ({ sensitivity }) => sensitivity && sensitivityNodeData(sensitivity.layers, each, model),
    });
  }
  return files;
}

/** `out.json` with a word before its extension: a file of node data has one number for each node. */
function withWord(file: string, word: string): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}.${word}${ext}`);
}
