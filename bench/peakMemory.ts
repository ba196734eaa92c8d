import { readFileSync } from 'node:fs';

/**
 * The most memory this process had at one time, in bytes. On Linux from the process's own memory map: `maxRSS` there starts
 * with what the parent had when it forked.
 */
export function peakMemory(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  if (found === null) throw new Error('no VmHWM in /proc/self/status');
  return Number(found[1]) * 1024;
}
