import path from 'node:path';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatSeconds } from '../../protocol/quantity.ts';
import { linesBeforeCut } from './boundedLog.ts';
import type { FileRole, HistoryEntry } from './historyEntry.ts';
import type { DetailNode } from './historyNode.ts';
import { optionLines } from './optionLines.ts';

const roleLabels = {
  model: 'history.file-model',
  variant: 'history.file-variant',
  result: 'history.file-result',
  report: 'history.file-report',
} as const satisfies Record<FileRole, string>;

const roleIcons: Readonly<Record<FileRole, string>> = {
  ...{ model: 'symbol-structure', variant: 'symbol-structure' },
  ...{ result: 'symbol-structure', report: 'graph' },
};

/** What is known of a job: its figures, what a person should look at, files, options, log. */
export function entryDetails(entry: HistoryEntry): readonly DetailNode[] {
  const { id, figures, warnings, files, log, state, headline } = entry;
  const lines = optionLines(entry.job);
  const reason = state === 'failed' && headline !== undefined ? [headline] : [];
  return [
    ...reason.map((text) => detail(`${id}/reason`, text, { icon: 'error' })),
    ...figures.map(({ label, value }, index) =>
      detail(`${id}/figure/${index}`, label, { value, icon: 'symbol-numeric' }),
    ),
    ...warnings.map((text, index) => detail(`${id}/warning/${index}`, text, { icon: 'warning' })),
    ...files.map(({ role, path: file }, index) =>
      detail(`${id}/file/${index}`, message(roleLabels[role], {}), {
        ...{ value: plain(path.basename(file)), icon: roleIcons[role], file },
      }),
    ),
    ...group(
      detail(`${id}/options`, message('history.options', {}), {
        icon: 'settings',
        children: lines.map(({ name, value }, index) =>
          detail(`${id}/option/${index}`, plain(name), { value: plain(value) }),
        ),
      }),
    ),
    ...(log.length === 0
      ? []
      : [detail(`${id}/log`, message('history.log', {}), { icon: 'output', children: logLines(entry) })]),
  ];
}

function logLines({ id, log, logLeftOut }: HistoryEntry): readonly DetailNode[] {
  const lines = log.map(({ seconds, text }, index) =>
    detail(`${id}/log/${index}`, text, { value: plain(formatSeconds(seconds)) }),
  );
  if (logLeftOut === 0) return lines;
  const gap = detail(`${id}/log/gap`, message('history.log-left-out', { count: logLeftOut }), { icon: 'ellipsis' });
  return [...lines.slice(0, linesBeforeCut), gap, ...lines.slice(linesBeforeCut)];
}

function group(node: DetailNode): readonly DetailNode[] {
  return node.children?.length === 0 ? [] : [node];
}

function detail(id: string, label: Message, rest: Omit<DetailNode, 'kind' | 'id' | 'label'> = {}): DetailNode {
  return { kind: 'detail', id, label, ...rest };
}

function plain(name: string): Message {
  return message('history.name', { name });
}
