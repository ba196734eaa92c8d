import { expect, it } from 'vitest';
import { rewording, translation } from './translation.ts';

const originals = {
  greeting: 'Good morning, {name}.',
  order: '{first} before {second}',
  plain: 'Done.',
} as const;

it('accepts every code with its placeholders, in any order', () => {
  const translated = translation(originals, {
    greeting: '{name},早上好。',
    order: '{second} 在 {first} 之后',
    plain: '完成。',
  });
  expect(translated.order).toBe('{second} 在 {first} 之后');
});

it('accepts a placeholder that stands twice', () => {
  expect(rewording(originals, { greeting: '{name}! {name}!' }).greeting).toBe('{name}! {name}!');
});

// The compiler is the test here: each of these lines has to be an error, or `tsc` fails.
it('refuses, when it is compiled, what is not the same', () => {
  const greeting = '{name},早上好。';
  const order = '{second} 在 {first} 之后';
  const plain = '完成。';
  expect([
    // @ts-expect-error A code is missing.
    translation(originals, { greeting, order }),
    // @ts-expect-error There is no such code.
    translation(originals, { greeting, order, plain, other: '其他' }),
    // @ts-expect-error A placeholder is missing.
    translation(originals, { greeting, order: '{first} 在前', plain }),
    // @ts-expect-error A placeholder is misspelt.
    translation(originals, { greeting: '{nmae},早上好。', order, plain }),
    // @ts-expect-error The text has no placeholder.
    translation(originals, { greeting, order, plain: '{count} 个完成。' }),
    // @ts-expect-error There is no such code.
    rewording(originals, { farewell: 'Good night.' }),
    // @ts-expect-error A placeholder is missing.
    rewording(originals, { greeting: 'Good night.' }),
  ]).toHaveLength(7);
});
