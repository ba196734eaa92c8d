import type { Contender } from './contender.ts';
import { otherUse, processorTimes } from './processorUse.ts';
import { processorTime } from './quiet.ts';

/** Follows how much of the processors other programs use while models are measured. */
export class MachineUse {
  private readonly contenders: readonly Contender[];
  private readonly machineBefore = processorTimes();
  private readonly ownBefore = processorTime();
  private readonly begin = performance.now();
  private further = 0;

  /** @param contenders whose processes are no others */
  constructor(contenders: readonly Contender[]) {
    this.contenders = contenders;
  }

  /** Adds processor time of another process of ours, in milliseconds. */
  readonly add = (milliseconds: number): void => {
    this.further += milliseconds;
  };

  /** Share of all processors that others used so far; undefined where the system does not tell. */
  byOthers(): number | undefined {
    const launches = this.contenders.flatMap((contender) => contender.launches);
    const residents = launches.reduce((sum, { loaded, blocks }) => sum + (blocks.at(-1) ?? loaded).use, 0);
    const own = processorTime() - this.ownBefore + residents + this.further;
    return otherUse(this.machineBefore, processorTimes(), own, performance.now() - this.begin);
  }
}
