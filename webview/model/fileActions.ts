import { message } from '../../src/protocol/messages/catalogue.ts';
import { readNodeData } from '../../src/protocol/nodeData/readNodeData.ts';
import { UserError } from '../../src/protocol/userError.ts';
import type { Colouring } from './colouring.ts';
import type { GraphPane } from './graph/graphPane.ts';
import type { Notices } from './notices.ts';
import type { OpenedModel } from './opened.ts';
import { nodeDataOf } from './ownFigures/exportedFigure.ts';
import { figureOf } from './ownFigures/importedFigure.ts';

/** Pixels of a picture to one CSS pixel: sharp on paper. */
const pictureScale = 2;

/** What reads or writes files, or leads to a job, by way of the editor. What becomes of it is said in the page. */
export class FileActions {
  constructor(
    private readonly opened: OpenedModel,
    private readonly graph: GraphPane,
    private readonly colouring: Colouring,
    private readonly notices: Notices,
  ) {}

  quantize(): void {
    void this.attempt(() => this.opened.request('quantize', null));
  }

  /** Begins to quantize with the method that a hint asks for. */
  quantizeWith(action: 'quantize-static' | 'quantize-dynamic'): Promise<void> {
    return this.attempt(() => this.opened.request('remedy', { action }));
  }

  /** Leads to a benchmark of this model, alone or beside others that the person chooses. */
  benchmark(): void {
    void this.attempt(() => this.opened.request('benchmark', { variants: [] }));
  }

  saveSvg(): Promise<void> {
    return this.attempt(async () => {
      const bytes = new TextEncoder().encode(this.graph.svg(this.opened.file));
      this.saved(await this.opened.request('savePicture', { kind: 'svg', bytes }));
    });
  }

  savePng(): Promise<void> {
    return this.attempt(async () => {
      const { say, file, request } = this.opened;
      let picture = await this.graph.png(file, { scale: pictureScale });
      if (picture.kind === 'too-large') picture = await this.graph.png(file, { scale: picture.largestScale });
      if (picture.kind === 'too-large') {
        const { width, height } = picture;
        this.notices.show('picture', 'error', say(message('page.picture-too-large', { width, height })));
        return;
      }
      const bytes = new Uint8Array(await picture.blob.arrayBuffer());
      this.saved(await request('savePicture', { kind: 'png', bytes }));
    });
  }

  /** Values for nodes from a file, which then colour the graph. */
  importNodeData(): Promise<void> {
    return this.attempt(async () => {
      const { request, prepared, figures, say } = this.opened;
      const read = await request('openNodeData', null);
      if (read === null) return;
      const figure = figureOf(readNodeData(read.json, read.file), prepared.model, read.file);
      figures.add(figure);
      await this.colouring.choose(figure.id);
      const { matched, total } = figure;
      if (matched < total) {
        const text = say(message('page.node-data-matched', { file: read.file, matched, total }));
        this.notices.show('node-data', 'information', text);
      }
    });
  }

  /** What colours the graph, as values for nodes. */
  exportNodeData(): Promise<void> {
    return this.attempt(async () => {
      const { request, prepared, file, say } = this.opened;
      const { figure } = this.colouring;
      if (figure === undefined) {
        this.notices.show('node-data', 'information', say(message('page.no-figure', {})));
        return;
      }
      const graphId = say(prepared.model.structure.facts.name);
      const json = nodeDataOf(figure, prepared.model, graphId === '' ? file : graphId);
      this.saved(await request('saveNodeData', { json, name: say(figure.name) }));
    });
  }

  private saved(file: string | null): void {
    if (file !== null) this.notices.say(this.opened.say(message('page.saved', { file })));
  }

  /** What a person can put right is said where they look; anything else is a defect. */
  private async attempt(action: () => Promise<unknown>): Promise<void> {
    this.notices.takeBack('file');
    try {
      await action();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.notices.show('file', 'error', this.opened.say(error.detail));
    }
  }
}
