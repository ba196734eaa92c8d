import path from 'node:path';
import { benchmarkCsv } from '../../presentation/benchmark/benchmarkCsv.ts';
import { benchmarkMarkdown } from '../../presentation/benchmark/benchmarkMarkdown.ts';
import { reportHtml } from '../../presentation/html/reportHtml.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import { benchmarkOptions } from '../../protocol/options/benchmark.ts';
import { benchmarkOutputs, type BenchmarkOutputs } from '../../protocol/options/benchmarkOutputs.ts';
import { dataOptions } from '../../protocol/options/data.ts';
import { runOptions } from '../../protocol/options/run.ts';
import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import { storedBenchmark } from '../../protocol/result/storedBenchmark.ts';
import { type Condition, parseCondition } from '../conditions/condition.ts';
import { judge, judged } from '../conditions/judge.ts';
import { exitCode } from '../exitCode.ts';
import { UsageError } from '../options/usageError.ts';
import { renderBenchmark } from '../render/benchmark.ts';
import type { ResultFile } from '../resultFiles.ts';
import type { JobCommand, Verdict } from './command.ts';
import { dataFiles } from './dataFiles.ts';
import { optionalData } from './optionalData.ts';

export const benchCommand: JobCommand<'benchmark'> = {
  name: 'bench',
  help: 'cli.bench',
  examples: 'cli.bench-examples',
  argument: { name: 'models...', help: 'cli.bench-models' },
  sections: [
    { heading: 'cli.bench-group', schemas: [benchmarkOptions] },
    { heading: 'cli.group-data', schemas: [dataOptions] },
    { heading: 'cli.group-output', schemas: [benchmarkOutputs] },
    { heading: 'cli.group-run', schemas: [runOptions] },
  ],
  job(model, options, variants) {
    const report = reportOf(options.parse(benchmarkOutputs));
    return {
      ...{ kind: 'benchmark', model, variants: [...variants], ...optionalData(options) },
      benchmark: options.parse(benchmarkOptions),
      ...(report !== undefined && { reportFolder: path.dirname(path.resolve(report)) }),
      run: options.parse(runOptions),
    };
  },
  outputs(options, { model, variants, data, benchmark }) {
    const outputs = options.parse(benchmarkOutputs);
    const conditions = outputs.failIf.map((text) => parseCondition(text, benchmark.metrics.length > 0));
    const isAlone = variants.length === 0 && benchmark.providers.length === 1;
    const relative = conditions.find(
      ({ limit, measure }) => isAlone && (limit.kind !== 'absolute' || !measure.ofOneModel),
    );
    if (relative !== undefined) {
      const reason = message('cli.bench-relative-alone', {});
      throw new UsageError(message('cli.bench-condition-invalid', { condition: relative.text, reason }));
    }
    return {
      json: outputs.json === '-',
      ...{ files: filesOf(outputs), force: outputs.force },
      read: [model, ...variants, ...dataFiles(data)],
      ...(conditions.length > 0 && { verdict: ({ report }) => verdictOf(report, conditions) }),
    };
  },
  render: ({ report }, _job, style, width) => renderBenchmark(report, style, width),
};

/** The file that paths in the report are relative to the folder of. */
function reportOf({ output, json }: BenchmarkOutputs): string | undefined {
  return output ?? (json === '-' ? undefined : json);
}

function filesOf({ output, json, markdown, html, csv }: BenchmarkOutputs): readonly ResultFile<'benchmark'>[] {
  const made: readonly (readonly [string | undefined, (report: BenchmarkReport) => string])[] = [
    [output, storedBenchmark],
    [json === '-' ? undefined : json, storedBenchmark],
    [markdown, (report) => benchmarkMarkdown(report)],
    [html, (report) => reportHtml(report)],
    [csv, benchmarkCsv],
  ];
  return made.flatMap(([file, text]) =>
    file === undefined ? [] : [{ path: file, text: ({ report }) => text(report) }],
  );
}

function verdictOf(report: BenchmarkReport, conditions: readonly Condition[]): Verdict {
  const failures = judge(report, conditions);
  if (failures.length > 0) return { code: exitCode.conditionMet, failures };
  const counts = { conditions: conditions.length, models: judged(report).length };
  return { code: exitCode.success, failures, passed: message('cli.bench-none-met', counts) };
}
