import type { MessageCode } from '../../protocol/messages/catalogue.ts';

/** Where a command stands in a menu of VS Code, and when. */
export interface MenuPlace {
  readonly when?: string;
  readonly group?: string;
}

export type MenuName =
  'explorer/context' | 'editor/title' | 'editor/title/context' | 'view/title' | 'view/item/context' | 'commandPalette';

/** Keys as VS Code writes them; on a Mac only where `mac` stands alone, and other ones where it stands beside `key`. */
export type KeyNames = { readonly key: string; readonly mac?: string } | { readonly mac: string };

/** Keys that run a command, and when. They are part of the command: there are none without one. */
export type Keys = KeyNames & { readonly when: string };

/** A command as VS Code is told of it. */
export interface CommandContribution {
  readonly title: MessageCode;
  readonly icon?: `$(${string})`;
  readonly menus: Readonly<Partial<Record<MenuName, MenuPlace | readonly MenuPlace[]>>>;
  readonly keys?: readonly Keys[];
}
