import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Say } from '../../page.ts';
import type { FormText } from '../analysis/formFrame.ts';
import { NumberField } from '../analysis/numberField.ts';

/** A share between nothing and everything, written in percent. */
export function percentField(say: Say, label: FormText, share: number, changed: () => void): NumberField {
  return new NumberField({
    ...{ label: say(message(label, {})), value: Number((share * 100).toPrecision(6)), changed },
    ...{ accepts: (value) => value > 0 && value < 100, problem: say(message('reduction.share-wrong', {})) },
  });
}

/** What is written there as a share; undefined where it will not do. */
export function shareIn({ value }: NumberField): number | undefined {
  return typeof value === 'number' ? value / 100 : undefined;
}
