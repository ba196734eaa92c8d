import { message } from '../../../src/protocol/messages/catalogue.ts';
import { UserError } from '../../../src/protocol/userError.ts';
import type { VariantWish } from '../../../src/protocol/webview/modelContract.ts';
import type { Notices } from '../notices.ts';
import type { OpenedModel } from '../opened.ts';

/** Makes models that findings lead to, by way of the editor. What becomes of it is said in the page. */
export class VariantMaking {
  private readonly left = new AbortController();
  private isMaking = false;

  constructor(
    private readonly opened: OpenedModel,
    private readonly notices: Notices,
  ) {}

  /** Nothing happens while one is made already: its button keeps the focus, and can be pressed again. @returns when it is made, or cannot be */
  async make(wish: VariantWish): Promise<void> {
    if (this.isMaking) return;
    this.isMaking = true;
    try {
      await this.attempt(wish);
    } finally {
      this.isMaking = false;
    }
  }

  dispose(): void {
    this.left.abort();
  }

  private async attempt(wish: VariantWish): Promise<void> {
    const { signal } = this.left;
    const { say, request } = this.opened;
    this.notices.takeBack('variant');
    try {
      const file = await request('makeVariant', wish, signal);
      if (file !== null) this.notices.show('variant', 'information', say(message('page.saved', { file })));
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof UserError)) throw error;
      this.notices.show('variant', 'error', say(error.detail));
    }
  }
}
