import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Say } from '../../page.ts';
import { choiceField } from '../analysis/choiceField.ts';
import type { FormText } from '../analysis/formFrame.ts';
import { percentField, shareIn } from './percentField.ts';
import { type ReductionWishes, reductionWords } from './reductionState.ts';
import type { WishFields } from './wishFields.ts';

type Wish = ReductionWishes['weights'];

/** What can be said of weights that become zero. */
export function weightFields(say: Say, wish: Wish, changed: () => void): WishFields<Wish> {
  const text = (code: FormText): string => say(message(code, {}));
  let words: Pick<Wish, 'criterion' | 'pattern' | 'scope' | 'storage'> = wish;
  const word = (name: keyof typeof words, textOf: (value: string) => string): HTMLElement =>
    choiceField<string>(
      text(`reduction.${name}`),
      reductionWords.weights[name].map((value) => ({ value, text: textOf(value) })),
      words[name],
      (value) => {
        words = { ...words, [name]: value };
        update();
        changed();
      },
    );
  const named = (name: 'criterion' | 'scope' | 'storage'): HTMLElement =>
    word(name, (value) => text(`reduction.${name}-${value}` as FormText));
  const sparsity = percentField(say, 'reduction.sparsity', wish.sparsity, changed);
  const pattern = word('pattern', (value) => patternText(say, value));
  // The pattern says how much goes.
  const update = (): void => {
    sparsity.element.hidden = words.pattern.includes(':');
  };
  update();
  return {
    elements: [pattern, sparsity.element, named('criterion'), named('scope'), named('storage')],
    get value(): Wish | undefined {
      const share = shareIn(sparsity) ?? (words.pattern.includes(':') ? wish.sparsity : undefined);
      if (share === undefined) return undefined;
      const { criterion, pattern: chosen, scope, storage } = words;
      return { kind: 'weights', sparsity: share, criterion, pattern: chosen, scope, storage };
    },
  };
}

function patternText(say: Say, pattern: string): string {
  const [kept, of] = pattern.split(':');
  if (of !== undefined) return say(message('reduction.pattern-n-of-m', { kept: Number(kept), of: Number(of) }));
  const [rows, columns] = pattern.split('x');
  return columns === undefined
    ? say(message('reduction.pattern-free', {}))
    : say(message('reduction.pattern-block', { rows: Number(rows), columns: Number(columns) }));
}
