import './compare.css';
import type { ModelStructure } from '../../src/protocol/graph/structure.ts';
import { message } from '../../src/protocol/messages/catalogue.ts';
import { UserError } from '../../src/protocol/userError.ts';
import type { ComparedSide, CompareEditorSide, ComparePageSide } from '../../src/protocol/webview/compareContract.ts';
import { element } from '../element.ts';
import { GraphModel } from '../graph/prepare/graphModel.ts';
import { prepare } from '../graph/prepare/view/prepared.ts';
import { type Page, startPage } from '../page.ts';
import { remark } from '../remark.ts';
import { ComparePage, compareRead, type ReadModel, type ReadModels } from './comparePage.ts';

let shown: ComparePage | undefined;
/** The files that are being read. */
let reading = new AbortController();

startPage<ComparePageSide, CompareEditorSide>({
  answers: {},
  receive: (files, page) => void open(files, page),
});

/** Shows two models. What was opened before is given up. */
async function open(files: Readonly<Record<ComparedSide, string>>, page: Page<CompareEditorSide>): Promise<void> {
  reading.abort();
  const own = (reading = new AbortController());
  if (shown === undefined) {
    const { before, after } = files;
    page.show(
      element(
        'main',
        {},
        element('p', { class: 'description', role: 'status' }, page.say(message('compare.reading', { before, after }))),
      ),
    );
  }
  const read = async (side: ComparedSide): Promise<ReadModel> => {
    const file = files[side];
    try {
      const structure: ModelStructure = await page.request('structure', { side }, own.signal);
      return { kind: 'read', file, prepared: prepare(new GraphModel(structure)) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { kind: 'unreadable', file, reason: page.say(error.detail) };
    }
  };
  try {
    const [before, after] = await Promise.all([read('before'), read('after')]);
    show({ before, after }, page);
  } catch (error) {
    if (!own.signal.aborted) throw error;
  }
}

function show(models: ReadModels, page: Page<CompareEditorSide>): void {
  shown?.dispose();
  shown = undefined;
  const comparison = compareRead(models);
  if (comparison === undefined) {
    const reasons = Object.values(models).flatMap((model) =>
      model.kind === 'unreadable' ? [remark('error', model.reason)] : [],
    );
    page.show(element('main', {}, ...reasons));
    return;
  }
  shown = new ComparePage(models, comparison, page);
  shown.show();
}
