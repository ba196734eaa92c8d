import type * as z from 'zod';
import { type MessageCode, message } from '../messages/catalogue.ts';
import type { Message, MessageArgument } from '../messages/message.ts';

/**
 * What is wrong with a value, as the rest of a sentence that begins with the name of its option. The value must have been
 * checked with `reportInput`, or what is missing cannot be told from what is wrong.
 */
export function problem(issue: z.core.$ZodIssue): Message {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? message('option.problem-missing', {})
        : message('option.problem-type', { expected: expectedType(issue) });
    case 'invalid_value':
      return message('option.problem-value', { values: issue.values.map(String).join(', ') });
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? message('option.problem-value', { values: issue.options.join(', ') })
        : message('option.problem-other', { reason: issue.message });
    case 'too_small':
      return bound(issue.inclusive !== false ? 'option.problem-least' : 'option.problem-above', issue.minimum);
    case 'too_big':
      return bound(issue.inclusive !== false ? 'option.problem-most' : 'option.problem-below', issue.maximum);
    case 'unrecognized_keys':
      return message('option.problem-unknown', { keys: issue.keys.join(', ') });
    case 'custom': {
      const code: unknown = issue.params?.['code'];
      return typeof code === 'string' ? { code, args: {} } : message('option.problem-other', { reason: issue.message });
    }
    default:
      return message('option.problem-other', { reason: issue.message });
  }
}

/** The first of what is wrong with an object, in front of it the path of the setting. Checked with `reportInput`, too. */
export function settingProblem({ issues }: z.core.$ZodError): Message {
  const [issue] = issues;
  if (issue === undefined) return message('option.problem-missing', {});
  const reason = problem(issue);
  return issue.path.length === 0
    ? message('option.problem-whole', { reason })
    : message('option.problem-setting', { setting: issue.path.join('.'), reason });
}

type Bound = Extract<
  MessageCode,
  'option.problem-least' | 'option.problem-above' | 'option.problem-most' | 'option.problem-below'
>;

function bound(code: Bound, limit: number | bigint): Message {
  return message(code, { limit: Number(limit) });
}

const types = {
  int: 'option.type-whole-number',
  number: 'option.type-number',
  string: 'option.type-text',
  boolean: 'option.type-truth',
  array: 'option.type-list',
  tuple: 'option.type-list',
  object: 'option.type-object',
  record: 'option.type-object',
} as const satisfies Partial<Record<z.core.$ZodIssueInvalidType['expected'], MessageCode>>;

function expectedType({ expected }: z.core.$ZodIssueInvalidType): MessageArgument {
  return expected in types ? message(types[expected as keyof typeof types], {}) : expected;
}
