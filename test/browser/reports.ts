import { readFileSync } from 'node:fs';
import { readReport } from '../../src/protocol/result/readReport.ts';
import type { Report } from '../../src/protocol/result/report.ts';

/** Reports that the command line wrote: of a good result, of one below the floor, and of one on synthetic data. */
export function storedReport(name: 'digits' | 'belowFloor' | 'synthetic'): Report {
  const file = new URL(`../fixtures/reports/${name}.json`, import.meta.url);
  return readReport(readFileSync(file, 'utf8'), name);
}

/** A report on a model of so many nodes, whose names tell their position and whose operators take turns. */
export function largeReport(nodes: number): Report {
  const report = storedReport('digits');
  const { decisions } = report.coverage;
  const many = Array.from({ length: nodes }, (_, index) => {
    const like = decisions[index % decisions.length]!;
    const node = `/layer${index}/out`;
    return { ...like, node, name: `/layer${index}`, origins: [node], macs: (index * 7919) % nodes };
  });
  return { ...report, coverage: { ...report.coverage, decisions: many } };
}
