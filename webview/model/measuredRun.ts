import { message } from '../../src/protocol/messages/catalogue.ts';
import { UserError } from '../../src/protocol/userError.ts';
import { linkButton } from '../element.ts';
import type { Notices } from './notices.ts';
import type { OpenedModel } from './opened.ts';
import { withMeasuredMacs } from './ownFigures/ownFigures.ts';

/** Bytes: larger models are not run without being asked, since loading them takes long. */
const largest = 256 * 2 ** 20;

/** Shapes that the file does not tell, from one run of the model. */
export class MeasuredRun {
  constructor(
    private readonly opened: OpenedModel,
    private readonly notices: Notices,
    private readonly signal: AbortSignal,
  ) {}

  /** Runs the model where shapes are missing, or offers to. @param mayRun whether the workspace is trusted */
  begin(mayRun: boolean): void {
    const { prepared, say } = this.opened;
    const missing = this.missing();
    if (missing === 0 || !mayRun) return;
    if (prepared.model.structure.facts.inspection.bytes <= largest) {
      void this.measure((text) => this.notices.say(text));
      return;
    }
    const run = linkButton(say(message('page.measure-shapes', {})), () => {
      this.notices.takeBack('shapes');
      void this.measure((text) => this.notices.show('shapes', 'error', text));
    });
    this.notices.show('shapes', 'information', say(message('page.shapes-missing', { count: missing })), run);
  }

  private async measure(failed: (text: string) => void): Promise<void> {
    const { request, shapes, figures, prepared, say } = this.opened;
    this.notices.say(say(message('page.measuring-shapes', {})));
    try {
      const measured = await request('measureShapes', null, this.signal);
      shapes.measure(measured);
      figures.add(withMeasuredMacs(prepared.model, measured));
    } catch (error) {
      if (this.signal.aborted) return;
      if (!(error instanceof UserError)) throw error;
      failed(say(error.detail));
    }
  }

  /** Tensors that nodes of the main graph write, and of which the file tells no shape. */
  private missing(): number {
    const { model } = this.opened.prepared;
    const [start = 0, end = 0] = model.structure.graphs.nodeStart;
    let count = 0;
    for (let node = start; node < end; node++) {
      for (const tensor of model.outputs(node)) {
        if (tensor >= 0 && model.tensorKind(tensor) !== 'constant' && model.tensorShape(tensor) === undefined) count++;
      }
    }
    return count;
  }
}
