import type { MessageCode } from '../../protocol/messages/catalogue.ts';
import { onModelPage } from './editorFocus.ts';

/** A view in a side bar, as VS Code is told of it. */
export interface ViewContribution {
  readonly name: MessageCode;
  readonly container: 'explorer';
  readonly when: string;
  /** Whether it is open when it is first there. */
  readonly visibility: 'visible' | 'collapsed';
}

/** Every view. The type of the table of views in `activate.ts` asks for one for each of them and for nothing else. */
export const views = {
  // Closed at first, as VS Code's own outline is.
  'whittle.outline': {
    name: 'contribution.view.outline',
    container: 'explorer',
    when: onModelPage,
    visibility: 'collapsed',
  },
} as const satisfies Record<string, ViewContribution>;

export type ViewId = keyof typeof views;
