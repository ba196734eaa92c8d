import { message } from '../../../src/protocol/messages/catalogue.ts';
import { element, linkButton } from '../../element.ts';
import type { Say } from '../../page.ts';
import { choiceField } from '../analysis/choiceField.ts';
import { NumberField } from '../analysis/numberField.ts';
import type { FormText } from '../analysis/formFrame.ts';
import { type ReductionWishes, reductionWords } from './reductionState.ts';
import { percentField, shareIn } from './percentField.ts';
import type { WishFields } from './wishFields.ts';

type Wish = ReductionWishes['channels'];

/** What can be said of channels that go. */
export function channelFields(say: Say, wish: Wish, changed: () => void): WishFields<Wish> {
  const text = (code: FormText): string => say(message(code, {}));
  let { groupRatios } = wish;
  const own = element('p', { class: 'description' });
  const same = linkButton(text('reduction.same-shares'), () => {
    groupRatios = undefined;
    showOwn();
    changed();
  });
  const ownShares = element('div', { class: 'form-links' }, own, same);
  const showOwn = (): void => {
    const count = Object.values(groupRatios ?? {}).filter((share) => share > 0).length;
    ownShares.hidden = groupRatios === undefined;
    own.textContent = say(message('reduction.own-shares', { count }));
  };
  showOwn();
  let words: Pick<Wish, 'criterion' | 'scope' | 'repair' | 'attention'> = wish;
  const word = (name: keyof typeof words): HTMLElement =>
    choiceField<string>(
      text(`reduction.${name}`),
      reductionWords.channels[name].map((value) => ({ value, text: text(`reduction.${name}-${value}` as FormText) })),
      words[name],
      (value) => {
        words = { ...words, [name]: value };
        changed();
      },
    );
  const ratio = percentField(say, 'reduction.ratio', wish.ratio, changed);
  const steps = new NumberField({
    ...{ label: text('reduction.steps'), value: wish.pruneSteps, problem: text('reduction.steps-wrong'), changed },
    accepts: (value) => Number.isInteger(value) && value >= 1 && value <= 100,
  });
  const multiple = new NumberField({
    ...{ label: text('reduction.multiple'), value: wish.channelMultiple, empty: text('reduction.multiple-measured') },
    ...{ problem: text('reduction.multiple-wrong'), changed },
    accepts: (value) => Number.isInteger(value) && value > 0,
  });
  return {
    elements: [
      ...[ratio.element, ownShares, word('criterion'), word('scope'), word('repair')],
      ...[steps.element, multiple.element, word('attention')],
    ],
    get value(): Wish | undefined {
      const [share, count, of] = [shareIn(ratio), steps.value, multiple.value];
      if (share === undefined || typeof count !== 'number' || of === 'wrong') return undefined;
      const { criterion, scope, repair, attention } = words;
      return {
        ...{ kind: 'channels', ratio: share, criterion, scope, repair, attention, pruneSteps: count },
        ...(of !== undefined && { channelMultiple: of }),
        ...(groupRatios !== undefined && { groupRatios }),
      };
    },
  };
}
