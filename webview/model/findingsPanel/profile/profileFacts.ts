import { message } from '../../../../src/protocol/messages/catalogue.ts';
import type { ModelProfile } from '../../../../src/protocol/result/profile.ts';
import { element, linkButton } from '../../../element.ts';
import type { OpenedModel } from '../../opened.ts';
import type { Item } from '../../selection.ts';
import { overheadText, partTexts } from './profileTexts.ts';

/** On what the time is spent, as one line, which opens where kernels ran that no node asks for. */
export class ProfileFacts {
  readonly element = element('div', { class: 'profile-facts' });
  private shown: ModelProfile | undefined;

  constructor(private readonly opened: OpenedModel) {}

  show(profile: ModelProfile): void {
    if (profile === this.shown) return;
    this.shown = profile;
    const { say } = this.opened;
    const text = partTexts(profile)
      .map((each) => say(each))
      .join(' · ');
    const line = element('span', { class: 'profile-parts description' }, text);
    if (profile.overhead.length === 0) {
      this.element.replaceChildren(line);
      return;
    }
    const dearest = profile.overhead.toSorted((a, b) => b.milliseconds - a.milliseconds);
    const entries = dearest.map((each) => {
      const nodes = this.itemsOf(each.beside);
      const show = linkButton(say(message('performance.beside', {})), () =>
        this.opened.selection.set(nodes, 'findings'),
      );
      return element('li', {}, say(overheadText(each)), ...(nodes.length > 0 ? [' ', show] : []));
    });
    this.element.replaceChildren(
      element(
        'details',
        {},
        element('summary', {}, line),
        element('p', { class: 'description' }, say(message('performance.overhead-explained', {}))),
        element('ul', {}, ...entries),
      ),
    );
  }

  private itemsOf(ids: readonly string[]): readonly Item[] {
    const { model } = this.opened.prepared;
    return ids.flatMap((id): readonly Item[] => {
      const node = model.nodeOfId(id);
      return node === undefined ? [] : [{ kind: 'node', node }];
    });
  }
}
