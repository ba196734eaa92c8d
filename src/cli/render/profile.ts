import path from 'node:path';
import {
  arithmeticIntensity,
  costliest,
  profileByGroup,
  profileByOperator,
  profileParts,
  type ProfileSum,
} from '../../presentation/profile/profileSums.ts';
import type { JobOf } from '../../protocol/job.ts';
import { type ArgumentsOf, format, message, type MessageCode } from '../../protocol/messages/catalogue.ts';
import { formatMilliseconds, formatShare, rounded } from '../../protocol/quantity.ts';
import type { Hint, HintRemedy } from '../../protocol/result/hint.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import type { ModelProfile, ProfileOverhead } from '../../protocol/result/profile.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** Rows of each table: everything is in the files. */
const most = { nodes: 10, sums: 8 };
/** Letters of a name: its end tells more than its beginning. */
const nameLetters = 48;

/** Where the time goes: by node, operator and group, then what costs more than it must. */
export function renderProfile(
  { profile, hints }: ResultOf<'profile'>,
  { model }: JobOf<'profile'>,
  style: Style,
): string {
  return [
    ...heading(profile, model, style),
    ...titled('cli.profile-costliest', nodesTable(profile, style), style),
    ...titled('cli.profile-by-operator', sumsTable(profileByOperator(profile), 'operator', profile, style), style),
    ...groups(profile, style),
    ...overhead(profile, style),
    ...renderHints(hints, style),
  ].join('\n');
}

function heading(profile: ModelProfile, model: string, style: Style): readonly string[] {
  const { latency, kernels, threads, samples } = profile;
  const { integer, float, overhead: other } = profileParts(profile);
  const used = message(samples.synthetic ? 'cli.samples-synthetic' : 'cli.samples', {
    count: samples.count,
    source: samples.source,
  });
  const part = (milliseconds: number): string => formatShare(kernels === 0 ? 0 : milliseconds / kernels);
  return [
    style.strong(
      text('cli.profile-heading', {
        ...{ model: path.basename(model), samples: used, threads, latency: formatMilliseconds(latency.median) },
        ...{ low: formatMilliseconds(latency.low), high: formatMilliseconds(latency.high) },
      }),
    ),
    text('cli.profile-sum', {
      kernels: formatMilliseconds(kernels),
      share: formatShare(latency.median === 0 ? 0 : kernels / latency.median),
    }),
    text('cli.profile-parts', { integer: part(integer), float: part(float), overhead: part(other) }),
  ];
}

function titled(code: Plain, shown: string, style: Style): readonly string[] {
  return ['', style.strong(text(code, {})), shown];
}

function nodesTable(profile: ModelProfile, style: Style): string {
  const rows = costliest(profile, most.nodes).map((node) => {
    const intensity = arithmeticIntensity(node);
    return [
      ...[shortened(node.name || node.node), node.operator, node.kernel ?? ''],
      ...[text(node.runs === 'integer' ? 'cli.profile-integer' : 'cli.profile-float', {})],
      ...[formatMilliseconds(node.milliseconds), shareOf(node.milliseconds, profile)],
      intensity === undefined ? '' : rounded(intensity),
    ];
  });
  const columns = [
    { heading: text('cli.profile-column-node', {}) },
    { heading: text('cli.profile-column-operator', {}) },
    { heading: text('cli.profile-column-kernel', {}) },
    { heading: text('cli.profile-column-runs', {}) },
    { heading: text('cli.profile-column-time', {}), align: 'right' },
    { heading: text('cli.profile-column-share', {}), align: 'right' },
    { heading: text('cli.profile-column-intensity', {}), align: 'right' },
  ] as const;
  return table(columns, rows, style);
}

function sumsTable(sums: readonly ProfileSum[], of: 'operator' | 'group', profile: ModelProfile, style: Style): string {
  const rows = sums
    .filter(({ milliseconds }) => milliseconds > 0)
    .slice(0, most.sums)
    .map((sum) => {
      const intensity = arithmeticIntensity(sum);
      return [
        sum.name === '' ? text('cli.profile-no-group', {}) : shortened(sum.name),
        ...[String(sum.nodes), formatMilliseconds(sum.milliseconds), shareOf(sum.milliseconds, profile)],
        intensity === undefined ? '' : rounded(intensity),
      ];
    });
  const columns = [
    { heading: text(`cli.profile-column-${of}`, {}) },
    { heading: text('cli.profile-column-count', {}), align: 'right' },
    { heading: text('cli.profile-column-time', {}), align: 'right' },
    { heading: text('cli.profile-column-share', {}), align: 'right' },
    { heading: text('cli.profile-column-intensity', {}), align: 'right' },
  ] as const;
  return table(columns, rows, style);
}

/** Names without groups in them need no table of groups. */
function groups(profile: ModelProfile, style: Style): readonly string[] {
  const sums = profileByGroup(profile);
  if (sums.length < 2) return [];
  return titled('cli.profile-by-group', sumsTable(sums, 'group', profile, style), style);
}

function overhead(profile: ModelProfile, style: Style): readonly string[] {
  const sums = new Map<string, Omit<ProfileOverhead, 'beside'>>();
  for (const { operator, kind, milliseconds, count } of profile.overhead) {
    const sum = sums.get(operator) ?? { operator, kind, milliseconds: 0, count: 0 };
    sums.set(operator, { ...sum, milliseconds: sum.milliseconds + milliseconds, count: sum.count + count });
  }
  if (sums.size === 0) return [];
  const rows = [...sums.values()]
    .toSorted((a, b) => b.milliseconds - a.milliseconds)
    .map(({ operator, kind, milliseconds, count }) => [
      ...[operator, text(`cli.profile-kind-${kind}`, {}), rounded(count)],
      ...[formatMilliseconds(milliseconds), shareOf(milliseconds, profile)],
    ]);
  const columns = [
    { heading: text('cli.profile-column-kernel', {}) },
    { heading: text('cli.profile-column-kind', {}) },
    { heading: text('cli.profile-column-times', {}), align: 'right' },
    { heading: text('cli.profile-column-time', {}), align: 'right' },
    { heading: text('cli.profile-column-share', {}), align: 'right' },
  ] as const;
  return titled('cli.profile-overhead', table(columns, rows, style), style);
}

function renderHints(hints: readonly Hint[], style: Style): readonly string[] {
  if (hints.length === 0) return ['', style.good(text('cli.profile-no-hints', {}))];
  return [
    ...['', style.strong(text('cli.profile-hints', {}))],
    ...hints.flatMap(({ hazard, remedy, action, milliseconds, severity }) => {
      const cost =
        milliseconds === undefined ? '' : ` (${text('cli.profile-up-to', { time: formatMilliseconds(milliseconds) })})`;
      const mark = severity === 'warning' ? style.bad('!') : '·';
      return [
        `${mark} ${format(hazard)}${cost}`,
        `  ${format(remedy)}`,
        ...(action === undefined ? [] : [style.faint(`  ${text(remedies[action], {})}`)]),
      ];
    }),
  ];
}

const remedies = {
  'quantize-static': 'cli.profile-remedy-static',
  'quantize-dynamic': 'cli.profile-remedy-dynamic',
  'quantize-mixed': 'cli.profile-remedy-mixed',
  analyze: 'cli.profile-remedy-analyze',
} as const satisfies Record<HintRemedy, MessageCode>;

function shareOf(milliseconds: number, { kernels }: ModelProfile): string {
  return formatShare(kernels === 0 ? 0 : milliseconds / kernels);
}

function shortened(name: string): string {
  const letters = Array.from(name);
  return letters.length <= nameLetters ? name : `…${letters.slice(1 - nameLetters).join('')}`;
}

type Plain = Extract<MessageCode, `cli.profile-${'costliest' | 'by-operator' | 'by-group' | 'overhead'}`>;

function text<Code extends MessageCode>(code: Code, args: ArgumentsOf<Code>): string {
  return format(message(code, args));
}
