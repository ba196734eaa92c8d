import { median } from '../statistics.ts';
import type { LatencyFigures } from './task.ts';

/**
 * How long one model takes for each unit of time of another: the median over the blocks that ran one after the other, so
 * that what slowed both down cancels out.
 */
export function latencyRatio(of: LatencyFigures, over: LatencyFigures): number {
  return median(of.blocks.map((time, index) => time / over.blocks[index]!));
}
