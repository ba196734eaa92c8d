import type { PageReaderRequests } from '../graph/readerContract.ts';
import type { ExportedArray } from '../graph/tensor.ts';
import type { MeasuredShapes } from '../result/shapes.ts';
import type { ModelPageCommand } from './modelCommands.ts';
import type { FromPage, Started } from './page.ts';

/** What can be said to the page of a model. */
export interface ModelPageSide {
  readonly notification:
    | Started
    /** A file is open, or the one that was has changed: its structure can be asked for. */
    | { readonly type: 'opened'; readonly file: string; readonly mayRun: boolean }
    | { readonly type: 'command'; readonly command: ModelPageCommand }
    /** Nodes to be selected and shown, by their ids. */
    | { readonly type: 'select'; readonly nodes: readonly string[] };
  readonly requests: object;
}

/** What the page of a model can say to the editor. */
export interface ModelEditorSide {
  readonly notification: FromPage;
  readonly requests: ModelEditorRequests;
}

/** Where files are written to is for the person to say: an answer is the name of the file, or null when they gave up. */
export interface ModelEditorRequests extends PageReaderRequests {
  /** Tells what is selected, by the ids of its nodes: for VS Code's own views. */
  readonly selected: { readonly argument: { readonly nodes: readonly string[] }; readonly result: null };
  /** A tensor as `.npy`. */
  readonly exportArray: {
    readonly argument: { readonly tensor: number; readonly name: string };
    readonly result: ExportedArray | null;
  };
  readonly savePicture: {
    readonly argument: { readonly kind: 'png' | 'svg'; readonly bytes: Uint8Array<ArrayBuffer> };
    readonly result: string | null;
  };
  /** Node data as Model Explorer has it, in JSON. */
  readonly saveNodeData: {
    readonly argument: { readonly json: string; readonly name: string };
    readonly result: string | null;
  };
  readonly openNodeData: {
    readonly argument: null;
    readonly result: { readonly file: string; readonly json: string } | null;
  };
  /** Runs the model once in the background, which the workspace must be trusted for. */
  readonly measureShapes: { readonly argument: null; readonly result: MeasuredShapes };
  readonly quantize: { readonly argument: null; readonly result: null };
  readonly openAsText: { readonly argument: null; readonly result: null };
}
