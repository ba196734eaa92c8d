import type { ModelEditorSide, ModelPageSide } from '../../src/protocol/webview/modelContract.ts';
import { startPage } from '../page.ts';

startPage<ModelPageSide, ModelEditorSide>({ answers: {}, receive: () => undefined });
