import { message } from '../../../src/protocol/messages/catalogue.ts';
import { checkbox } from '../../controls/controls.ts';
import { element } from '../../element.ts';
import type { Say } from '../../page.ts';
import { choiceField } from '../analysis/choiceField.ts';
import type { FormText } from '../analysis/formFrame.ts';
import { percentField, shareIn } from './percentField.ts';
import { type ReductionWishes, reductionWords } from './reductionState.ts';
import type { WishFields } from './wishFields.ts';

type Wish = ReductionWishes['low-rank'];

const measures = ['energy', 'macs', 'error'] as const;
type RankMeasure = (typeof measures)[number];

/** What can be said of layers that become two small ones. */
export function rankFields(say: Say, wish: Wish, changed: () => void): WishFields<Wish> {
  const text = (code: FormText): string => say(message(code, {}));
  const rank = rankOf(wish.rank);
  let { measure } = rank;
  let words: Pick<Wish, 'factorization' | 'convolutions'> = wish;
  let { onlyFaster } = wish;
  const word = (name: keyof typeof words): HTMLElement =>
    choiceField<string>(
      text(`reduction.${name}`),
      reductionWords['low-rank'][name].map((value) => ({
        value,
        text: text(`reduction.${name}-${value}` as FormText),
      })),
      words[name],
      (value) => {
        words = { ...words, [name]: value };
        changed();
      },
    );
  const kept = choiceField(
    text('reduction.rank'),
    measures.map((value) => ({ value, text: text(`reduction.rank-${value}`) })),
    measure,
    (value) => {
      measure = value;
      changed();
    },
  );
  const amount = percentField(say, 'reduction.rank-amount', rank.share, changed);
  const faster = checkbox(say(message('reduction.only-faster', {})), onlyFaster, (isChecked) => {
    onlyFaster = isChecked;
    changed();
  });
  return {
    elements: [
      kept,
      amount.element,
      word('factorization'),
      word('convolutions'),
      element('div', { class: 'form-switches' }, faster),
    ],
    get value(): Wish | undefined {
      const share = shareIn(amount);
      if (share === undefined) return undefined;
      const { factorization, convolutions } = words;
      return {
        ...{ kind: 'low-rank', rank: `${measure}=${Number(share.toFixed(6))}`, factorization, convolutions },
        onlyFaster,
      };
    },
  };
}

/** A rank as the form can say it; `energy=0.99` where it cannot. */
function rankOf(rank: string): { readonly measure: RankMeasure; readonly share: number } {
  const [name, share] = rank.split('=');
  const measure = measures.find((each) => each === name);
  const value = Number(share);
  return measure !== undefined && value > 0 && value < 1
    ? { measure, share: value }
    : { measure: 'energy', share: 0.99 };
}
