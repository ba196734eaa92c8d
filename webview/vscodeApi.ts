import type { Envelope } from '../src/protocol/webview/envelope.ts';

/** What VS Code gives a page to talk to its extension, and to keep state while it is hidden. */
export interface VsCodeApi {
  postMessage(message: Envelope): void;
  /** What {@link setState} was last given, undefined at first. */
  getState(): unknown;
  setState(state: object): void;
}

declare global {
  /** Can be called once. */
  function acquireVsCodeApi(): VsCodeApi;
}
