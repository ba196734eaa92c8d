import { readFileSync } from 'node:fs';

/**
 * The most memory this process had at one time, in bytes. On Linux from the process's own memory map: `maxRSS` there starts
 * with what the parent had when it forked.
 */
export function peakMemory(): number {
  const found = process.platform === 'linux' ? /^VmHWM:\s+(\d+) kB$/m.exec(ownStatus()) : null;
  return 1024 * (found === null ? process.resourceUsage().maxRSS : Number(found[1]));
}

function ownStatus(): string {
  try {
    return readFileSync('/proc/self/status', 'utf8');
  } catch {
    return '';
  }
}
