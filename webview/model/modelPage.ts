import { message } from '../../src/protocol/messages/catalogue.ts';
import type { HintRemedy } from '../../src/protocol/result/hint.ts';
import type { ModelPageCommand } from '../../src/protocol/webview/modelCommands.ts';
import type { ModelEditorSide, ModelPageSide } from '../../src/protocol/webview/modelContract.ts';
import { element } from '../element.ts';
import type { PreparedModel } from '../graph/prepare/view/prepared.ts';
import type { Page } from '../page.ts';
import { AnalysisArea } from './analysis/analysisArea.ts';
import { Colouring } from './colouring.ts';
import { FileActions } from './fileActions.ts';
import { Figures } from './figures.ts';
import { Findings } from './findings.ts';
import { LowerPanel } from './findingsPanel/lowerPanel.ts';
import { GraphPane } from './graph/graphPane.ts';
import { Inspector } from './inspector/inspector.ts';
import { MeasuredRun } from './measuredRun.ts';
import { Notices } from './notices.ts';
import type { OpenedModel } from './opened.ts';
import { ownFigures } from './ownFigures/ownFigures.ts';
import { mostKept, type PanelName, readState } from './pageState.ts';
import { pressed } from './pageKeys.ts';
import { Panels } from './panels.ts';
import { nextRanked, rankedNodes } from './ranking.ts';
import { SearchBox } from './search/searchBox.ts';
import { type Item, Selection } from './selection.ts';
import { Shapes } from './shapes.ts';
import { Toolbar } from './toolbar/toolbar.ts';

/** What the editor says of a file that is open. */
export type OpenedFile = Extract<ModelPageSide['notification'], { readonly type: 'opened' }>;

/** Milliseconds in which changes are written and told once. */
const settling = 150;

/** A model from its toolbar to its layers: joins the parts, which share one selection and one set of figures. */
export class ModelPage {
  private readonly opened: OpenedModel;
  private readonly notices: Notices;
  private readonly graph: GraphPane;
  private readonly inspector: Inspector;
  private readonly lower: LowerPanel;
  private readonly search: SearchBox;
  private readonly toolbar: Toolbar;
  private readonly panels: Panels;
  private readonly colouring: Colouring;
  private readonly files: FileActions;
  private readonly analysis: AnalysisArea;
  private readonly left = new AbortController();
  private settled: ReturnType<typeof setTimeout> | undefined;
  /** Whether the editor has not heard yet what is selected. */
  private untold = true;

  constructor(
    file: OpenedFile,
    prepared: PreparedModel,
    private readonly page: Page<ModelEditorSide>,
  ) {
    const { say, language, request } = page;
    const state = readState(page.kept);
    const changed = (): void => this.changed();
    const opened: OpenedModel = {
      ...{ file: file.file, prepared, say, language, request },
      selection: new Selection(),
      figures: new Figures(ownFigures(prepared, request)),
      findings: new Findings(prepared.model),
      shapes: new Shapes(prepared.model),
    };
    this.opened = opened;
    this.notices = new Notices(say(message('page.dismiss', {})));
    const openInspector = (): void => this.openInspector();
    this.graph = new GraphPane(opened, { kept: state.graph, changed, openInspector });
    this.inspector = new Inspector(opened, {
      ...{ kept: state.inspector, changed, drawn: () => this.graph.view },
      notices: this.notices,
    });
    this.lower = new LowerPanel(opened, {
      ...{ kept: state, notices: this.notices, changed, openInspector },
      leave: () => this.graph.focus(),
      analyze: () => this.run('analyze'),
      search: () => this.run('searchTradeOff'),
      measure: () => this.run('profile'),
      prune: () => this.run('prune'),
      measureCurves: () => this.analysis.measureCurves(),
      useShares: (shares) => this.analysis.useShares(shares),
      act: (remedy) => this.act(remedy),
    });
    this.colouring = new Colouring(opened, {
      shown: (figure) => {
        this.graph.colourBy(figure);
        this.toolbar.showColour(figure?.id);
        changed();
      },
      loading: (text) => this.toolbar.showLoading(text),
      failed: (text) => this.notices.show('colour', 'error', text),
    });
    this.analysis = new AnalysisArea(opened, {
      ...{ notices: this.notices, colouring: this.colouring, inspector: this.inspector.element },
      ...{ kept: state.analysis, colour: state.colour, changed },
      openColumn: () => this.setHidden('inspector', false),
      formClosed: () => this.inspector.focus(),
      begun: () => this.graph.focus(),
      make: (wish) => this.lower.make(wish),
      running: (job, isRunning) => this.lower.showRunning(job, isRunning),
    });
    this.files = new FileActions(opened, this.graph, this.colouring, this.notices);
    this.search = new SearchBox(
      opened,
      {
        found: (nodes, inputs, current) => this.graph.showHits(nodes, inputs, current),
        cleared: () => this.graph.clearHits(),
        leave: () => this.graph.focus(),
      },
      state.search,
    );
    this.toolbar = new Toolbar(
      opened,
      this.search,
      {
        run: (command) => this.run(command),
        quantize: () => this.files.quantize(),
        benchmark: () => this.files.benchmark(),
        colourBy: (id) => void this.colouring.choose(id),
      },
      state.colour,
    );
    const root = element('div', { class: 'model-page' });
    const contents = { inspector: this.analysis.element, layers: this.lower.element };
    this.panels = new Panels(root, { say, contents, states: state.panels, changed });
    root.append(this.toolbar.element, this.notices.element, this.graphArea(), ...this.panels.elements);
    page.show(root);
    this.showPanels();
    this.listen();
    this.select(state.selected);
    if (state.colour !== undefined) void this.colouring.choose(state.colour);
    void this.analysis.resume();
    new MeasuredRun(opened, this.notices, this.left.signal).begin(file.mayRun);
  }

  /** Does what a person asks for by a button, a key or the palette. */
  run(command: ModelPageCommand): void {
    const { graph, search, files, panels } = this;
    const actions: Readonly<Record<ModelPageCommand, () => void>> = {
      find: () => search.focus(),
      findNext: () => search.next(),
      findPrevious: () => search.previous(),
      fit: () => graph.fit(),
      zoomIn: () => graph.zoomIn(),
      zoomOut: () => graph.zoomOut(),
      zoomToSelection: () => graph.zoomToSelection(),
      expandAll: () => graph.expandAll(),
      collapseAll: () => graph.collapseAll(),
      showNeighbourhood: () => graph.showNeighbourhood(),
      showPath: () => graph.showPath(),
      chooseColour: () => this.toolbar.focusColour(),
      goUp: () => graph.goUp(),
      toggleInspector: () => this.setHidden('inspector', !panels.isHidden('inspector')),
      toggleLayers: () => this.setHidden('layers', !panels.isHidden('layers')),
      analyze: () => this.analysis.show('sensitivity'),
      searchTradeOff: () => this.analysis.show('trade-off'),
      prune: () => this.prune(),
      profile: () => this.measure(),
      exportPng: () => void files.savePng(),
      exportSvg: () => void files.saveSvg(),
      importNodeData: () => void files.importNodeData(),
      exportNodeData: () => void files.exportNodeData(),
    };
    actions[command]();
  }

  /** Selects nodes by their ids; those of another version of the file are passed over. */
  select(ids: readonly string[]): void {
    const { model } = this.opened.prepared;
    const items = ids.flatMap((id): Item[] => {
      const node = model.nodeOfId(id);
      return node === undefined ? [] : [{ kind: 'node', node }];
    });
    this.opened.selection.set(items, 'editor');
  }

  /** Reports beside the model came, went or are others. */
  renewVariants(): void {
    this.lower.renewVariants();
  }

  /** Takes what the editor says of an analysis that runs. */
  receive(content: Parameters<AnalysisArea['receive']>[0]): void {
    this.analysis.receive(content);
  }

  /** Makes room for another model, or for the same file after it has changed. */
  leave(): void {
    this.settle();
    this.left.abort();
    for (const part of [
      this.analysis,
      this.colouring,
      this.search,
      this.toolbar,
      this.graph,
      this.inspector,
      this.lower,
    ]) {
      part.dispose();
    }
  }

  private graphArea(): HTMLElement {
    return element(
      'main',
      { class: 'graph-area', 'aria-label': this.page.say(message('page.model-graph', {})) },
      this.graph.element,
    );
  }

  private listen(): void {
    const { signal } = this.left;
    const keys = { find: () => this.run('find'), step: (by: 1 | -1) => this.step(by) };
    document.addEventListener('keydown', (event) => pressed(event, keys), { signal });
    window.addEventListener('resize', () => this.panels.fit(), { signal });
    const unlisten = this.opened.selection.listen(() => {
      this.untold = true;
      this.changed();
    });
    signal.addEventListener('abort', unlisten);
  }

  /** From the selected node to the next one in the order of what colours the graph, the one that stands out most first. */
  private step(by: 1 | -1): void {
    const { figure } = this.colouring;
    if (figure === undefined) {
      this.notices.say(this.page.say(message('page.no-ranking', {})));
      return;
    }
    const node = nextRanked(rankedNodes(figure), this.opened.selection.nodes[0], by);
    if (node !== undefined) this.opened.selection.set([{ kind: 'node', node }], 'editor');
  }

  /** Where what is measured will stand is shown at once. */
  private measure(): void {
    this.setHidden('layers', false);
    if (this.lower.tab !== 'hints') this.lower.open('profile');
    this.analysis.measure();
  }

  /** Where it will stand what would go is shown at once. */
  private prune(): void {
    this.setHidden('layers', false);
    this.lower.open('reduction');
    this.analysis.show('reduction');
  }

  /** What a page leads to itself is a form; quantizing is the editor's. */
  private act(remedy: HintRemedy): void {
    if (remedy === 'analyze') this.run('analyze');
    else if (remedy === 'quantize-mixed') this.run('searchTradeOff');
    else void this.files.quantizeWith(remedy);
  }

  private openInspector(): void {
    this.setHidden('inspector', false);
    this.analysis.closeForm();
    this.inspector.focus();
  }

  private setHidden(panel: PanelName, hidden: boolean): void {
    this.panels.setHidden(panel, hidden);
    this.showPanels();
  }

  private showPanels(): void {
    this.toolbar.showPanels({
      inspector: !this.panels.isHidden('inspector'),
      layers: !this.panels.isHidden('layers'),
    });
  }

  private changed(): void {
    this.settled ??= setTimeout(() => this.settle(), settling);
  }

  /** Writes what a person set. */
  private settle(): void {
    clearTimeout(this.settled);
    this.settled = undefined;
    this.page.keep({
      graph: this.graph.state,
      inspector: this.inspector.state,
      ...this.lower.state,
      search: this.search.state,
      analysis: this.analysis.state,
      colour: this.colouring.id ?? this.analysis.awaitedColour,
      selected: this.selectedIds,
      panels: this.panels.state,
    });
    if (this.untold) this.tell();
  }

  /** Tells the editor what is selected: not while one only pans. */
  private tell(): void {
    this.untold = false;
    void this.page.request('selected', { nodes: this.selectedIds });
  }

  private get selectedIds(): readonly string[] {
    const { model } = this.opened.prepared;
    return this.opened.selection.nodes.slice(0, mostKept).map((node) => model.nodeId(node));
  }
}
