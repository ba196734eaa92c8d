import type { ModelPageCommand } from '../../src/protocol/webview/modelCommands.ts';
import type { ModelEditorSide, ModelPageSide } from '../../src/protocol/webview/modelContract.ts';
import { element } from '../element.ts';
import type { PreparedModel } from '../graph/prepare/view/prepared.ts';
import type { Page } from '../page.ts';

/** What the editor says of a file that is open. */
export type OpenedFile = Extract<ModelPageSide['notification'], { readonly type: 'opened' }>;

/** A model from its toolbar to its layers. */
export class ModelPage {
  constructor(
    file: OpenedFile,
    readonly prepared: PreparedModel,
    page: Page<ModelEditorSide>,
  ) {
    page.show(element('main', {}, element('h1', {}, file.file)));
  }

  run(_: ModelPageCommand): void {
    return;
  }

  select(_: readonly string[]): void {
    return;
  }

  leave(): void {
    return;
  }
}
