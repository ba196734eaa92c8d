import { readFileSync } from 'node:fs';
import os from 'node:os';

/** What all processors of the machine did since it started, in any unit of time. */
export interface ProcessorTimes {
  readonly busy: number;
  readonly total: number;
  readonly processors: number;
}

/** Undefined where the system does not tell. */
export function processorTimes(): ProcessorTimes | undefined {
  return process.platform === 'linux' ? (ofStatFile(statFile()) ?? ofSystem()) : ofSystem();
}

/**
 * Share of all processors that others used between two looks; undefined where the system does not tell, or its clock stands still.
 * @param own milliseconds of processor time that was our own
 * @param milliseconds between the looks
 */
export function otherUse(
  before: ProcessorTimes | undefined,
  after: ProcessorTimes | undefined,
  own: number,
  milliseconds: number,
): number | undefined {
  if (before === undefined || after === undefined) return undefined;
  const total = after.total - before.total;
  if (!(total > 0) || !(milliseconds > 0)) return undefined;
  const used = (after.busy - before.busy) / total - own / (milliseconds * after.processors);
  return Math.max(0, Math.min(1, used));
}

/**
 * From the text of Linux's `/proc/stat`. Time in which a hypervisor gave the processors to others counts as busy: it is
 * missing here, and Node does not tell of it.
 */
export function ofStatFile(text: string): ProcessorTimes | undefined {
  const line = /^cpu +(.*)$/m.exec(text)?.[1];
  const processors = text.match(/^cpu\d/gm)?.length ?? 0;
  if (line === undefined || processors === 0) return undefined;
  // user, nice, system, idle, waiting for disks, interrupts (hard, soft), stolen; what comes after is in the first two already.
  const times = line.split(' ').slice(0, 8).map(Number);
  const total = times.reduce((sum, time) => sum + time, 0);
  return { busy: total - (times[3] ?? 0) - (times[4] ?? 0), total, processors };
}

function statFile(): string {
  try {
    return readFileSync('/proc/stat', 'utf8');
  } catch {
    return '';
  }
}

function ofSystem(): ProcessorTimes | undefined {
  const processors = os.cpus();
  if (processors.length === 0) return undefined;
  let busy = 0;
  let total = 0;
  for (const { times } of processors) {
    const all = times.user + times.nice + times.sys + times.idle + times.irq;
    total += all;
    busy += all - times.idle;
  }
  return { busy, total, processors: processors.length };
}
