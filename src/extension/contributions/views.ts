import type { MessageCode } from '../../protocol/messages/catalogue.ts';
import { onModelPage } from './editorFocus.ts';

/** A place in the activity bar with views of its own. */
export interface ViewContainerContribution {
  readonly title: MessageCode;
  readonly icon: string;
}

/** Every place in the activity bar. */
export const viewContainers = {
  whittle: { title: 'contribution.container.whittle', icon: 'media/whittle.svg' },
} as const satisfies Record<string, ViewContainerContribution>;

/** A view in a side bar, as VS Code is told of it. */
export interface ViewContribution {
  readonly name: MessageCode;
  /** One of VS Code's own, or of {@link viewContainers}. */
  readonly container: 'explorer' | keyof typeof viewContainers;
  readonly when?: string;
  /** What stands for it where it is moved to another place. */
  readonly icon?: string;
  /** Whether it is open when it is first there. */
  readonly visibility: 'visible' | 'collapsed';
  /** What it says while it is empty. */
  readonly welcome?: MessageCode;
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
  'whittle.history': {
    name: 'contribution.view.history',
    container: 'whittle',
    icon: 'media/whittle.svg',
    visibility: 'visible',
    welcome: 'contribution.welcome.history',
  },
} as const satisfies Record<string, ViewContribution>;

export type ViewId = keyof typeof views;
