import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const file = path.resolve('bench/RESULTS.md');
const heading = '# Results of the benchmarks\n';

/** Puts the section of one benchmark into bench/RESULTS.md, in the place of its last one. */
export function writeResults(benchmark: string, section: string): void {
  const [begin, end] = [`<!-- begin ${benchmark} -->\n`, `<!-- end ${benchmark} -->\n`];
  const text = existsSync(file) ? readFileSync(file, 'utf8') : heading;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  const block = `${begin}\n${section.trim()}\n\n${end}`;
  const whole = from < 0 || to < 0 ? `${text}\n${block}` : text.slice(0, from) + block + text.slice(to + end.length);
  writeFileSync(file, whole);
}
