import { format, message } from '../protocol/messages/catalogue.ts';
import type { Message } from '../protocol/messages/message.ts';
import { formatSeconds, formatShare } from '../protocol/quantity.ts';
import type { Progress } from '../protocol/workerProtocol.ts';

/** Where progress is written. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Shows how far a job is. */
export interface ProgressDisplay {
  update(progress: Progress): void;
  log(text: Message): void;
  /** Takes away what would be in the way of the result. */
  end(): void;
}

/** A bar on a terminal; plain lines, one for each stage, in a pipe. */
export function progressDisplay(stream: ProgressStream): ProgressDisplay {
  return stream.isTTY === true ? bar(stream) : lines(stream);
}

const barWidth = 24;
/** Letters in a line of a terminal that does not say. */
const usualWidth = 80;
const clearLine = '\r\u001b[2K';

function bar(stream: ProgressStream): ProgressDisplay {
  let shown = '';
  const draw = (text: string): void => {
    shown = text;
    stream.write(clearLine + text);
  };
  return {
    update(progress) {
      const full = Math.round(progress.fraction * barWidth);
      const text = `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${describe(progress)}`;
      draw(
        Array.from(text)
          .slice(0, widthOf(stream) - 1)
          .join(''),
      );
    },
    log(text) {
      stream.write(`${clearLine}${format(text)}\n${shown}`);
    },
    end() {
      if (shown !== '') stream.write(clearLine);
      shown = '';
    },
  };
}

/** Some terminals say that they have no columns at all. */
function widthOf({ columns }: ProgressStream): number {
  return columns === undefined || columns === 0 ? usualWidth : columns;
}

function lines(stream: ProgressStream): ProgressDisplay {
  let stage = '';
  return {
    update(progress) {
      if (progress.stage.code === stage) return;
      stage = progress.stage.code;
      stream.write(`${describe(progress)}\n`);
    },
    log(text) {
      stream.write(`${format(text)}\n`);
    },
    end: () => undefined,
  };
}

function describe({ stage, fraction, secondsLeft }: Progress): string {
  const share = formatShare(Math.floor(fraction * 100) / 100).padStart(5);
  const text = `${share}  ${format(stage)}`;
  if (secondsLeft === undefined) return text;
  return format(message('cli.time-left', { text, time: formatSeconds(secondsLeft) }));
}
