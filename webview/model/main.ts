import './model.css';
import { message } from '../../src/protocol/messages/catalogue.ts';
import { UserError } from '../../src/protocol/userError.ts';
import type { ModelEditorSide, ModelPageSide } from '../../src/protocol/webview/modelContract.ts';
import { element, linkButton } from '../element.ts';
import { GraphModel } from '../graph/prepare/graphModel.ts';
import { prepare } from '../graph/prepare/view/prepared.ts';
import { type Page, startPage } from '../page.ts';
import { remark } from '../remark.ts';
import { ModelPage, type OpenedFile } from './modelPage.ts';

/** Milliseconds after which it is said that the file is being read: most are there before. */
const patience = 300;

let shown: ModelPage | undefined;
/** What is to be done as soon as the model is shown. */
let wanted: ((page: ModelPage) => void) | undefined;
/** The file that is being read. */
let reading = new AbortController();

startPage<ModelPageSide, ModelEditorSide>({
  answers: {},
  receive(content, page) {
    switch (content.type) {
      case 'opened':
        void open(content, page);
        break;
      case 'command':
        asSoonAsShown((model) => model.run(content.command));
        break;
      case 'progress':
      case 'found':
        shown?.receive(content);
        break;
      case 'reports-changed':
        shown?.renewVariants();
        break;
      case 'select':
        asSoonAsShown((model) => model.select(content.nodes));
        break;
    }
  },
});

function asSoonAsShown(act: (page: ModelPage) => void): void {
  if (shown === undefined) wanted = act;
  else act(shown);
}

/** Shows a model, or why it cannot be shown. What was opened before is given up. */
async function open(file: OpenedFile, page: Page<ModelEditorSide>): Promise<void> {
  reading.abort();
  const own = (reading = new AbortController());
  const waiting = setTimeout(() => {
    if (shown === undefined) page.show(notice(page.say(message('page.model-reading', { file: file.file }))));
  }, patience);
  try {
    const structure = await page.request('structure', null, own.signal);
    shown?.leave();
    shown = new ModelPage(file, prepare(new GraphModel(structure)), page);
    wanted?.(shown);
    wanted = undefined;
  } catch (error) {
    if (own.signal.aborted) return;
    if (!(error instanceof UserError)) throw error;
    shown?.leave();
    shown = undefined;
    page.show(unreadable(page.say(error.detail), page));
  } finally {
    clearTimeout(waiting);
  }
}

function notice(text: string): HTMLElement {
  return element('main', {}, element('p', { class: 'description', role: 'status' }, text));
}

/** Stands where the model would be: what is wrong with the file, and what to do. */
function unreadable(reason: string, { say, request }: Page<ModelEditorSide>): HTMLElement {
  const asText = linkButton(say(message('page.open-as-text', {})), () => void request('openAsText', null));
  const heading = element('h1', { class: 'unseen' }, say(message('page.model', {})));
  return element('main', {}, heading, remark('error', reason, asText));
}
