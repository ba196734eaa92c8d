import { message } from '../../../../src/protocol/messages/catalogue.ts';
import { dropdown } from '../../../controls/dropdown.ts';
import { element } from '../../../element.ts';
import type { Say } from '../../../page.ts';
import type { SensitiveLayer } from '../../../../src/protocol/result/sensitivity.ts';
import { bestSignal, measuredSignals, type Signal, signals } from './signals.ts';

/** What layers are ranked by: chosen by the person among what was measured, else what says most. */
export class SignalChoice {
  readonly element = element('span', { class: 'findings-choice' });
  private current: Signal = 'cause';
  private shown = '';

  /** @param chosen by the person, also while it is not measured yet */
  constructor(
    private readonly say: Say,
    private chosen: Signal | undefined,
    private readonly changed: () => void,
  ) {}

  get signal(): Signal {
    return this.current;
  }

  get kept(): Signal | undefined {
    return this.chosen;
  }

  /** @param isFree whether another signal may come in place of one that nobody chose */
  offer(layers: readonly SensitiveLayer[], isFree: boolean): void {
    const { chosen } = this;
    const measured = measuredSignals(layers);
    if (chosen !== undefined && measured.includes(chosen)) this.current = chosen;
    else if (isFree || !measured.includes(this.current)) this.current = bestSignal(layers);
    const shown = [this.current, ...measured].join();
    if (this.shown === shown) return;
    this.shown = shown;
    const choices = measured.map((value) => ({ value, text: this.say(message(`findings.rank-by-${value}`, {})) }));
    const list = dropdown(this.say(message('findings.rank-by', {})), choices, this.current, (value) => {
      this.chosen = signals.find((signal) => signal === value);
      this.changed();
    });
    const hadFocus = this.element.contains(document.activeElement);
    this.element.replaceChildren(list);
    if (hadFocus) list.focus();
  }
}
