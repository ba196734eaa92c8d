import { type UserError, userError } from '../../protocol/userError.ts';

interface Pattern {
  readonly expression: RegExp;
  readonly error: (match: RegExpExecArray, file: string, cause: unknown) => UserError;
}

/** What onnxruntime says when a model cannot be loaded, from the most telling to the least. */
const loadPatterns: readonly Pattern[] = [
  {
    expression: /No Op registered for (\S+) with domain_version of|Fatal error: (\S+?)\(-?\d+\) is not a registered/,
    error: (match, file, cause) =>
      userError('runtime.operator-unknown', { file, operator: match[1] ?? match[2] ?? '' }, { cause }),
  },
  {
    expression: /\("[^"]*", (\S+), "([^"]*)", -?\d+\).*No opset import for domain/s,
    error: (match, file, cause) =>
      userError('runtime.operator-unknown', { file, operator: `${match[2]}:${match[1]}` }, { cause }),
  },
  {
    expression: /Could not find an implementation for (\S+?)\(\d+\) node with name '([^']*)'/,
    error: (match, file, cause) =>
      userError('runtime.operator-type', { file, operator: match[1] ?? '', node: match[2] ?? '' }, { cause }),
  },
  {
    expression: /Opset (\d+) is under development.*till opset (\d+)/s,
    error: (match, file, cause) =>
      userError('runtime.opset-unsupported', { file, version: match[1] ?? '', limit: match[2] ?? '' }, { cause }),
  },
  {
    expression: /Unsupported model IR version: (\d+), max supported IR version: (\d+)/,
    error: (match, file, cause) =>
      userError('runtime.format-unsupported', { file, version: match[1] ?? '', limit: match[2] ?? '' }, { cause }),
  },
  {
    expression: /^Unsupported data type: (\d+)/,
    error: (match, file, cause) => userError('runtime.interface-type', { file, type: match[1] ?? '' }, { cause }),
  },
  {
    expression: /In Node, \("([^"]*)", .*, Error (.*)/s,
    error: (match, file, cause) =>
      userError('runtime.node-invalid', { file, node: match[1] ?? '', reason: sentence(match[2] ?? '') }, { cause }),
  },
  {
    expression: /(?:in node |Node )\(([^)]*)\)(?: Op \([^)]*\))?(.*)/s,
    error: (match, file, cause) =>
      userError(
        'runtime.node-invalid',
        { file, node: match[1] ?? '', reason: sentence(reasonOf(cause).replace(/^.*?(?=Node \(|Type Error)/s, '')) },
        { cause },
      ),
  },
];

const runPatterns: readonly Pattern[] = [
  {
    expression: /bad_alloc|Failed to allocate memory|std::bad_array_new_length/,
    error: (_match, file, cause) =>
      userError('runtime.out-of-memory', { file, reason: sentence(reasonOf(cause)) }, { cause }),
  },
  {
    expression: /while running (\S+) node\. Name:'([^']*)' Status Message: (.*)/s,
    error: (match, file, cause) => {
      const node = match[2] === '' ? (match[1] ?? '') : (match[2] ?? '');
      return userError('runtime.node-failed', { file, node, reason: sentence(match[3] ?? '') }, { cause });
    },
  },
  {
    expression: /Invalid rank for input|Unexpected input data type|invalid dimensions for input/,
    error: (_match, file, cause) =>
      userError('runtime.input-mismatch', { file, reason: sentence(reasonOf(cause)) }, { cause }),
  },
];

const noFallback = 'fallback to CPU EP has been explicitly disabled';

/** The error for a model that onnxruntime refused to load on an execution provider. */
export function loadError(cause: unknown, file: string, provider = 'cpu'): UserError {
  const known = firstMatch(loadPatterns, cause, file);
  if (known !== undefined) return known;
  const reason = sentence(reasonOf(cause));
  if (reason.includes(noFallback)) return userError('runtime.provider-incomplete', { file, provider }, { cause });
  // Where models are loaded on the CPU, what fails is the model; elsewhere it is what is missing on the machine.
  if (provider === 'cpu') return userError('runtime.not-loadable', { file, reason }, { cause });
  return userError('runtime.provider-missing', { provider, reason }, { cause });
}

/** The error for a run that failed. */
export function runError(cause: unknown, file: string): UserError {
  return (
    firstMatch(runPatterns, cause, file) ??
    userError('runtime.run-failed', { file, reason: sentence(reasonOf(cause)) }, { cause })
  );
}

function firstMatch(patterns: readonly Pattern[], cause: unknown, file: string): UserError | undefined {
  const reason = reasonOf(cause);
  for (const { expression, error } of patterns) {
    const match = expression.exec(reason);
    if (match !== null) return error(match, file, cause);
  }
  return undefined;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** The runtime's words on one line, without the places in its source. */
function sentence(reason: string): string {
  return reason
    .replace(/^Load model from .*? failed:/s, '')
    .replace(/\/onnxruntime_src\/\S+:\d+ .*?\) (?=[A-Z])/s, '')
    .replace(/\/onnxruntime_src\/\S+:\d+ .* was false\. /s, '')
    .replace(/\S+\.(?:cc|h|cpp):\d+ \S+ /g, '')
    .replace(/ ?Please fix either the inputs\/outputs or the model\.?/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '');
}
