import './analysis.css';
import type { Reduction } from '../../../src/protocol/result/reduction.ts';
import type {
  AnalysisWish,
  ModelPageSide,
  PageJob,
  ProfileFindings,
  TradeOffWish,
  VariantWish,
} from '../../../src/protocol/webview/modelContract.ts';
import { readReals } from '../../../src/protocol/webview/realNumbers.ts';
import { Throttle } from '../../../src/protocol/throttle.ts';
import type { Colouring as GraphColouring } from '../colouring.ts';
import type { Notices } from '../notices.ts';
import type { OpenedModel } from '../opened.ts';
import { AnalysisForm } from './analysisForm.ts';
import {
  type AnalysisState,
  type Colouring,
  colourings,
  type FormJob,
  type FormName,
  readAnalysisState,
} from './analysisState.ts';
import { AutomaticColour } from './automaticColour.ts';
import { type ColumnForm, InspectorColumn } from './inspectorColumn.ts';
import { PageRuns, type RunChange } from './pageRuns.ts';
import { isProfile, timeFigure, updateProfileFigures } from './profileFigures.ts';
import { bestSignal, figureIdOf, isSensitivity, updateFigures } from './sensitivityFigures.ts';
import { TradeOffForm } from './tradeOffForm.ts';
import { curvesFigure, isCurves, updateCurvesFigure } from '../reduction/curvesFigure.ts';
import { isReduction, reductionFigure, updateReductionFigure } from '../reduction/reductionFigures.ts';
import { ReductionForm } from '../reduction/reductionForm.ts';
import { type ReductionState, wishOf, withShares } from '../reduction/reductionState.ts';
import type { ReductionWish } from '../../../src/protocol/webview/reductionWish.ts';

/** Milliseconds between two times that the page shows more of what is found. */
const pace = 300;

/** What analyses of a page work with, and what they cannot do by themselves. */
export interface AnalysisAreaOptions {
  readonly notices: Notices;
  readonly colouring: GraphColouring;
  readonly inspector: HTMLElement;
  /** What {@link AnalysisArea.state} was; it may be of another version. */
  readonly kept: unknown;
  /** Id of the figure that coloured the graph before the page was hidden. */
  readonly colour: string | undefined;
  readonly changed: () => void;
  /** Makes the column beside the graph visible. */
  readonly openColumn: () => void;
  /** A form is closed: the keyboard goes to the inspector that is there again. */
  readonly formClosed: () => void;
  /** A job begins: the keyboard goes to the graph, which it will colour. */
  readonly begun: () => void;
  /** Makes a model that a form leads to. */
  readonly make: (wish: VariantWish) => Promise<void>;
  /** A job of the page begins or has ended. */
  readonly running?: (job: PageJob, isRunning: boolean) => void;
}

/** Analyses of a model: their forms in the place of the inspector, how far they are, and what they find on the page. */
export class AnalysisArea {
  private readonly column: InspectorColumn;
  private readonly runs: PageRuns;
  private readonly colours: Readonly<Record<Colouring, AutomaticColour>>;
  private readonly showing: Throttle;
  private readonly unlisten: () => void;
  /** The form that was open before the page was hidden. */
  private readonly keptForm: FormName | undefined;
  private analysisForm: AnalysisForm | undefined;
  private tradeOffForm: TradeOffForm | undefined;
  private reductionForm: ReductionForm | undefined;
  private analysis: AnalysisWish;
  private tradeOff: TradeOffWish;
  private reduction: ReductionState;
  /** The profile that the figures are of. */
  private profile: ProfileFindings | undefined;
  /** What would go, as the figure says. */
  private planned: Reduction | undefined;

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: AnalysisAreaOptions,
  ) {
    const { notices, colouring, inspector, colour, kept, changed } = options;
    const state = readAnalysisState(kept);
    this.keptForm = state.form;
    ({ analysis: this.analysis, tradeOff: this.tradeOff, reduction: this.reduction } = state);
    this.column = new InspectorColumn(inspector, () => {
      options.formClosed();
      changed();
    });
    const { findings } = opened;
    const bestSensitivity = (): string | undefined => {
      const signal = bestSignal(findings);
      return signal && figureIdOf(signal);
    };
    // Which of its figures a person chose is for them to say.
    const bestOfProfile = (): string | undefined =>
      isProfile(colouring.id) ? colouring.id : findings.profile && timeFigure;
    const bestOfCurves = (): string | undefined => (findings.curves.length > 0 ? curvesFigure : undefined);
    const bestOfReduction = (): string | undefined => findings.reduction && reductionFigure;
    // What would go and how layers bear it take each other's place.
    const isOfPruning = (figure: string | undefined): boolean => isCurves(figure) || isReduction(figure);
    const own = { sensitivity: isSensitivity, profile: isProfile, curves: isOfPruning, reduction: isOfPruning };
    const automatic = (job: Colouring, best: () => string | undefined): AutomaticColour =>
      new AutomaticColour({ isOwn: own[job], best }, colouring, colour, state.mayColour === job);
    this.colours = {
      sensitivity: automatic('sensitivity', bestSensitivity),
      profile: automatic('profile', bestOfProfile),
      curves: automatic('curves', bestOfCurves),
      reduction: automatic('reduction', bestOfReduction),
    };
    this.runs = new PageRuns({ opened, notices, changed: (job, now) => this.followRun(job, now) });
    notices.element.prepend(this.runs.bar.element);
    this.showing = new Throttle(pace, () => this.showFindings());
    this.unlisten = opened.findings.listen(() => this.showing.ask());
  }

  /** What stands beside the graph: the inspector, or a form. */
  get element(): HTMLElement {
    return this.column.element;
  }

  /** To be kept while the page is hidden. */
  get state(): AnalysisState {
    return {
      form: this.openForm,
      analysis: this.analysis,
      tradeOff: this.tradeOff,
      reduction: this.reduction,
      mayColour: colourings.find((each) => this.colours[each].isOn),
    };
  }

  /** The figure that is to colour the graph once what was found is back. */
  get awaitedColour(): string | undefined {
    return colourings.map((each) => this.colours[each].awaited).find((figure) => figure !== undefined);
  }

  /** Opens a form in the place of the inspector. */
  show(job: FormName): void {
    this.options.openColumn();
    const form = this.formOf(job);
    this.column.show(form);
    form.focus();
    this.options.changed();
  }

  /** Measures where the time goes: that asks nothing. */
  measure(): void {
    void this.runs.run({ job: 'profile' });
  }

  /** Takes shares of layers away, one after the other, as the form for it says: nothing asks again. */
  measureCurves(wish: ReductionWish = wishOf(this.reduction)): void {
    this.column.close();
    this.options.begun();
    void this.runs.run({ job: 'curves', wish });
  }

  /** Prunes by shares of single layers, by their names: the form shows what goes. */
  useShares(shares: Readonly<Record<string, number>>): void {
    this.reduction = withShares(this.reduction, shares);
    if (this.reductionForm !== undefined) {
      const isShown = this.column.form === this.reductionForm;
      if (isShown) this.column.close();
      this.reductionForm = undefined;
    }
    this.show('reduction');
  }

  /** Shows the inspector where a form is. */
  closeForm(): void {
    this.column.close();
  }

  /** Takes what the editor says of a job that runs. */
  receive(content: Extract<ModelPageSide['notification'], { readonly type: 'progress' | 'found' }>): void {
    if (content.type === 'progress') this.runs.progressed(content);
    else this.runs.found(content);
  }

  /** Brings back what was found before the page was hidden, and follows what still runs. */
  async resume(): Promise<void> {
    const { findings, request } = this.opened;
    if (this.keptForm !== undefined) this.column.show(this.formOf(this.keptForm));
    const { plan, layers, sensitivity, front, profile, curves, curvesSoFar, running } = readReals(
      await request('analysisSoFar', null),
    );
    if (sensitivity !== undefined) findings.end(sensitivity);
    else if (layers.length > 0) {
      findings.begin(plan);
      findings.add(layers);
    }
    if (front !== undefined) findings.showFront(front);
    if (profile !== undefined) findings.showProfile(profile);
    if (curves !== undefined) findings.endCurves(curves);
    else if (curvesSoFar.length > 0) findings.addCurves(curvesSoFar);
    this.showing.now();
    for (const colour of Object.values(this.colours)) colour.restore();
    for (const asked of running) await this.runs.run(asked, true);
  }

  dispose(): void {
    this.runs.leave();
    this.showing.stop();
    this.unlisten();
  }

  private get openForm(): FormName | undefined {
    const { form } = this.column;
    if (form === undefined) return undefined;
    if (form === this.reductionForm) return 'reduction';
    return form === this.tradeOffForm ? 'trade-off' : 'sensitivity';
  }

  private showFindings(): void {
    const { figures, findings, prepared } = this.opened;
    const { nodeCount } = prepared.model;
    updateFigures(figures, findings, nodeCount);
    if (this.profile !== findings.profile) updateProfileFigures(figures, findings, nodeCount);
    this.profile = findings.profile;
    if (this.planned !== findings.reduction) updateReductionFigure(figures, findings, nodeCount);
    this.planned = findings.reduction;
    updateCurvesFigure(figures, findings, nodeCount);
    for (const colour of Object.values(this.colours)) colour.follow();
  }

  private followRun(job: PageJob, now: RunChange): void {
    for (const form of [this.analysisForm, this.tradeOffForm, this.reductionForm])
      if (form !== undefined) form.busy = now !== 'ended';
    // What was found before is forgotten by now, and its figures with it.
    this.showing.now();
    if (job !== 'trade-off') {
      const colour = this.colours[job];
      if (now === 'begun') colour.begin();
      else if (now === 'joined') colour.join();
      else colour.end();
    }
    this.options.running?.(job, now !== 'ended');
    this.options.changed();
  }

  private begin(job: FormJob): void {
    this.column.close();
    this.options.begun();
    const { analysis, tradeOff } = this;
    void this.runs.run(job === 'sensitivity' ? { job, wish: analysis } : { job, wish: tradeOff });
  }

  private formOf(name: FormName): ColumnForm {
    switch (name) {
      case 'sensitivity':
        return this.formOfAnalysis();
      case 'trade-off':
        return this.formOfTradeOff();
      case 'reduction':
        return this.formOfReduction();
    }
  }

  private formOfReduction(): ReductionForm {
    if (this.reductionForm !== undefined) return this.reductionForm;
    const form = new ReductionForm(this.opened, {
      state: this.reduction,
      run: (wish) => void this.options.make({ kind: 'reduce', wish }),
      measure: (wish) => this.measureCurves(wish),
      close: () => this.closeForm(),
      changed: () => {
        this.reduction = form.state;
        this.options.changed();
      },
      shown: (isShown) => {
        if (isShown) this.colours.reduction.begin();
        else this.colours.reduction.end();
      },
    });
    form.busy = this.runs.isBusy;
    return (this.reductionForm = form);
  }

  private formOfAnalysis(): AnalysisForm {
    if (this.analysisForm !== undefined) return this.analysisForm;
    const form = new AnalysisForm(this.opened, {
      wish: this.analysis,
      run: (wish) => {
        this.analysis = wish;
        this.begin('sensitivity');
      },
      close: () => this.closeForm(),
      changed: () => {
        this.analysis = form.wish ?? this.analysis;
        this.options.changed();
      },
    });
    form.busy = this.runs.isBusy;
    return (this.analysisForm = form);
  }

  private formOfTradeOff(): TradeOffForm {
    if (this.tradeOffForm !== undefined) return this.tradeOffForm;
    const form = new TradeOffForm(this.opened, {
      wish: this.tradeOff,
      run: (wish) => {
        this.tradeOff = wish;
        this.begin('trade-off');
      },
      close: () => this.closeForm(),
      changed: () => {
        this.tradeOff = form.wish ?? this.tradeOff;
        this.options.changed();
      },
    });
    form.busy = this.runs.isBusy;
    return (this.tradeOffForm = form);
  }
}
