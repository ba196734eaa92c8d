import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../src/protocol/messages/message.ts';
import { formatSeconds, formatShare } from '../../../src/protocol/quantity.ts';
import type { Progress } from '../../../src/protocol/workerProtocol.ts';
import { element, linkButton } from '../../element.ts';
import type { Say } from '../../page.ts';

/** Of the whole: how far a job gets between two times that it is read out. */
const announcedShare = 0.25;

/** How far a job of the page is: a thin line, its stage, the time left, and a way to cancel it. */
export class RunningBar {
  readonly element: HTMLElement;
  private readonly line = element('div', { class: 'running-line', role: 'progressbar' });
  private readonly filled = element('div', { class: 'running-filled' });
  private readonly text = element('span', { class: 'running-text' });
  private readonly announced = element('span', { class: 'unseen', role: 'status' });
  private readonly strip: HTMLElement;
  private announcedAt = 0;

  /** @param cancel what its one button does */
  constructor(
    private readonly say: Say,
    cancel: () => void,
  ) {
    this.line.append(this.filled);
    this.line.ariaValueMin = '0';
    this.line.ariaValueMax = '100';
    const button = linkButton(say(message('analysis.cancel', {})), cancel);
    this.strip = element('div', { class: 'running-strip', hidden: true }, this.line, this.text, button);
    this.element = element('div', { class: 'running-bar' }, this.strip, this.announced);
  }

  /** A job begins. */
  begin(title: Message): void {
    const text = this.say(title);
    this.line.ariaLabel = text;
    this.strip.hidden = false;
    this.announcedAt = 0;
    this.announced.textContent = text;
    this.fill(0);
    this.text.textContent = text;
  }

  show({ stage, fraction, secondsLeft }: Progress): void {
    const { say } = this;
    const time = secondsLeft === undefined ? undefined : formatSeconds(secondsLeft);
    this.text.textContent = say(time === undefined ? stage : message('analysis.progress', { stage, time }));
    this.fill(fraction);
    if (fraction < this.announcedAt + announcedShare) return;
    this.announcedAt = Math.floor(fraction / announcedShare) * announcedShare;
    const share = formatShare(this.announcedAt);
    this.announced.textContent = say(message('analysis.progress-announced', { stage, share }));
  }

  /** The job has ended; what came of it is said elsewhere. */
  end(): void {
    this.strip.hidden = true;
    this.announced.textContent = '';
  }

  private fill(fraction: number): void {
    const percent = Math.round(fraction * 100);
    this.line.ariaValueNow = String(percent);
    this.filled.style.width = `${percent}%`;
  }
}
