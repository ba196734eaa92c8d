import type { OpenedModel } from '../../opened.ts';
import type { ViewContext } from '../context.ts';
import { labelled, select } from '../fields.ts';

/** How the counts of all histograms of a model are shown: who looks at a long tail looks at those of other layers too. */
class CountScale {
  private readonly listeners = new Set<() => void>();
  private chosen: 'linear' | 'logarithmic' = 'linear';

  get value(): 'linear' | 'logarithmic' {
    return this.chosen;
  }

  set value(value: 'linear' | 'logarithmic') {
    this.chosen = value;
    for (const listener of this.listeners) listener();
  }

  /** @returns what ends the listening */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

const scales = new WeakMap<OpenedModel, CountScale>();

function scaleOf({ opened }: ViewContext): CountScale {
  const scale = scales.get(opened) ?? new CountScale();
  scales.set(opened, scale);
  return scale;
}

/** Whether the counts of histograms are shown on a logarithmic scale. */
export function isLogarithmic(context: ViewContext): boolean {
  return scaleOf(context).value === 'logarithmic';
}

/**
 * Chooses how counts are shown.
 * @param of the tensor whose values are counted @param changed hears it also where it was chosen for another histogram
 */
export function countScale(context: ViewContext, of: string, changed: () => void): HTMLElement {
  const scale = scaleOf(context);
  const choices = [
    { value: 'linear', text: context.word('layerQuantization.linear') },
    { value: 'logarithmic', text: context.word('layerQuantization.logarithmic') },
  ] as const;
  const field = select(choices, scale.value, (value) => {
    scale.value = value === 'logarithmic' ? 'logarithmic' : 'linear';
  });
  const end = scale.listen(() => {
    // A view that was replaced by another of the same tensor has nothing to follow.
    if (!field.isConnected) {
      end();
      return;
    }
    field.value = scale.value;
    changed();
  });
  context.signal.addEventListener('abort', end);
  field.dataset['key'] = `counts/${of}`;
  return labelled(context.word('layerQuantization.counts'), field);
}
