import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../../src/protocol/messages/message.ts';
import { formatBytes, formatMilliseconds, formatRatio, rounded } from '../../../../src/protocol/quantity.ts';
import type { ReportedModel } from '../../../../src/protocol/webview/reportBeside.ts';
import type { Say } from '../../../page.ts';
import type { SizedColumn } from '../../../table/columns.ts';
import type { VariantRow } from './variantRows.ts';

/** The columns of the table of variants: what each is, costs and reaches against the original of its report. */
export function variantColumns(
  say: Say,
  language: string,
  row: (id: string) => VariantRow,
): readonly SizedColumn<string>[] {
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const model = (id: string): ReportedModel => row(id).model;
  const optional = (text: string | Message | undefined): string => (text === undefined ? '' : say(text));
  return [
    {
      ...{ id: 'model', heading: say(message('performance.model', {})), width: 184 },
      text: (id) => say(nameText(model(id))),
    },
    {
      ...{ id: 'size', heading: say(message('performance.size', {})), width: 176, figures: true },
      ...{ text: (id) => say(sizeText(model(id))), value: (id) => model(id).bytes },
    },
    {
      ...{ id: 'latency', heading: say(message('performance.variant-latency', {})), width: 312, figures: true },
      ...{ text: (id) => optional(latencyText(model(id))), value: (id) => model(id).milliseconds ?? Number.NaN },
    },
    {
      ...{ id: 'accuracy', heading: say(message('performance.accuracy', {})), width: 208, grows: true },
      text: (id) =>
        accuracyTexts(model(id))
          .map((each) => say(each))
          .join(' · '),
    },
    {
      ...{ id: 'date', heading: say(message('performance.date', {})), width: 168 },
      ...{ text: (id) => dateText(row(id).created, date), value: (id) => -Date.parse(row(id).created) },
    },
    {
      ...{ id: 'kind', heading: say(message('performance.kind', {})), width: 104 },
      text: (id) => say(message(`performance.kind-${row(id).kind}`, {})),
    },
    { id: 'report', heading: say(message('performance.report', {})), width: 200, text: (id) => row(id).report },
  ];
}

function nameText({ name, role, isOpen }: ReportedModel): string | Message {
  if (isOpen) return message('performance.with-role', { name, role: message('performance.role-open', {}) });
  if (role === 'variant') return name;
  return message('performance.with-role', { name, role: message('performance.role-original', {}) });
}

function sizeText({ bytes, sizeRatio, role }: ReportedModel): string | Message {
  const size = formatBytes(bytes);
  if (role === 'original') return size;
  const change =
    sizeRatio <= 1
      ? message('summary.smaller', { ratio: formatRatio(1 / sizeRatio) })
      : message('summary.larger', { ratio: formatRatio(sizeRatio) });
  return message('performance.size-change', { size, change });
}

/** A ratio whose interval contains 1 is no difference. */
function latencyText({ milliseconds, latencyRatio, synthetic }: ReportedModel): string | Message | undefined {
  if (milliseconds === undefined) return undefined;
  const latency = formatMilliseconds(milliseconds);
  const text =
    latencyRatio === undefined
      ? latency
      : message('performance.latency-change', { latency, change: ratioText(latencyRatio) });
  return synthetic ? message('performance.synthetic', { text }) : text;
}

function ratioText({ median, low, high }: NonNullable<ReportedModel['latencyRatio']>): Message {
  const isFaster = median <= 1;
  const [ratio, least, most] = isFaster ? [1 / median, 1 / high, 1 / low] : [median, low, high];
  const code = low <= 1 && high >= 1 ? 'summary.as-fast' : isFaster ? 'summary.faster' : 'summary.slower';
  return message(code, { ratio: formatRatio(ratio), low: rounded(least), high: rounded(most) });
}

function accuracyTexts({ accuracy, failure }: ReportedModel): readonly Message[] {
  return failure === undefined ? accuracy : [...accuracy, failure];
}

/** A date that cannot be understood stays as it is. */
function dateText(iso: string, format: Intl.DateTimeFormat): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : format.format(date);
}
