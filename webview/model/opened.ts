import type { ModelEditorSide } from '../../src/protocol/webview/modelContract.ts';
import type { PreparedModel } from '../graph/prepare/view/prepared.ts';
import type { Page, Say } from '../page.ts';
import type { Figures } from './figures.ts';
import type { Findings } from './findings.ts';
import type { Selection } from './selection.ts';
import type { Shapes } from './shapes.ts';

/** The model that is open, as all parts of the page share it. */
export interface OpenedModel {
  /** Name of the file, without its folder. */
  readonly file: string;
  readonly prepared: PreparedModel;
  readonly selection: Selection;
  readonly figures: Figures;
  readonly findings: Findings;
  readonly shapes: Shapes;
  readonly say: Say;
  /** As BCP 47 has it. */
  readonly language: string;
  /** Asks the editor: for parts of the model, and for what a page cannot do by itself. */
  readonly request: Page<ModelEditorSide>['request'];
}
