import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { AnalysisSetting, AnalysisWish } from '../../../src/protocol/webview/modelContract.ts';
import { checkbox } from '../../controls/controls.ts';
import { element } from '../../element.ts';
import type { OpenedModel } from '../opened.ts';
import { FormFrame, formPart, type FormText } from './formFrame.ts';
import type { ColumnForm } from './inspectorColumn.ts';
import { NumberField } from './numberField.ts';
import { PlanPreview } from './planPreview.ts';
import { radioChoice } from './radioChoice.ts';
import { SettingRows } from './settingRows.ts';

export interface AnalysisFormOptions {
  /** What was wished for last. */
  readonly wish: AnalysisWish;
  readonly run: (wish: AnalysisWish) => void;
  readonly close: () => void;
  /** What is wished for is another. */
  readonly changed: () => void;
}

/** Asks what is to be measured of the layers, and says what that takes before it is paid. */
export class AnalysisForm implements ColumnForm {
  readonly element: HTMLElement;
  private readonly frame: FormFrame;
  private readonly rows: SettingRows;
  private readonly samples: NumberField;
  private readonly budget: NumberField;
  private readonly top: NumberField;
  /** What is asked of single layers only. */
  private readonly alone: HTMLElement;
  private readonly preview: PlanPreview;
  private signal: AnalysisWish['signal'];
  private apart: boolean;
  private allBut: boolean;
  private setting: AnalysisSetting | undefined;
  private isOpen = false;
  private isBusy = false;

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: AnalysisFormOptions,
  ) {
    const { wish, close } = options;
    const { say } = opened;
    const text = (code: FormText): string => say(message(code, {}));
    this.signal = wish.signal;
    this.apart = wish.apart === true;
    this.allBut = wish.allBut === true;
    const changed = (): void => this.changed();
    this.rows = new SettingRows(opened, {
      changed: (setting) => {
        this.setting = setting;
        this.update();
      },
    });
    this.samples = new NumberField({
      ...{ label: text('analysis.samples'), value: wish.samples, changed },
      ...{ accepts: (value) => Number.isInteger(value) && value > 0, problem: text('analysis.samples-wrong') },
    });
    this.budget = new NumberField({
      ...{ label: text('analysis.budget'), value: wish.budget, empty: text('analysis.budget-none'), changed },
      ...{ accepts: (value) => value > 0, problem: text('analysis.budget-wrong') },
    });
    this.top = new NumberField({
      ...{ label: text('analysis.top'), value: wish.top, empty: text('analysis.top-all'), changed },
      ...{ accepts: (value) => Number.isInteger(value) && value > 0, problem: text('analysis.top-wrong') },
    });
    this.alone = element(
      'div',
      { class: 'form-switches' },
      checkbox(text('analysis.apart'), this.apart, (isChecked) => {
        this.apart = isChecked;
        this.changed();
      }),
      checkbox(text('analysis.all-but'), this.allBut, (isChecked) => {
        this.allBut = isChecked;
        this.changed();
      }),
    );
    this.preview = new PlanPreview(opened);
    const signals = (['both', 'cause', 'symptom'] as const).map((value) => ({
      ...{ value, label: text(`analysis.${value}`), explained: text(`analysis.${value}-explained`) },
    }));
    this.frame = new FormFrame(
      {
        ...{ say, title: 'analysis.title', explained: 'analysis.explained', action: 'analysis.run', close },
        ...{ run: () => this.run(), preview: this.preview.element },
      },
      formPart(text('analysis.with'), this.rows.element),
      radioChoice(text('analysis.what'), signals, wish.signal, (signal) => {
        this.signal = signal;
        this.changed();
      }),
      formPart(text('analysis.how-much'), ...[this.samples.element, this.budget.element, this.top.element, this.alone]),
    );
    this.element = this.frame.element;
  }

  /** What is wished for; undefined where something is wrong in the form, which is said there. */
  get wish(): AnalysisWish | undefined {
    const { signal, apart, allBut } = this;
    const [samples, budget, top] = [this.samples.value, this.budget.value, this.top.value];
    if (typeof samples !== 'number' || budget === 'wrong' || top === 'wrong') return undefined;
    return {
      ...{ signal, samples, ...(budget !== undefined && { budget }) },
      ...(signal !== 'symptom' && { ...(top !== undefined && { top }), apart, allBut }),
    };
  }

  /** Whether something runs already. */
  set busy(isBusy: boolean) {
    this.isBusy = isBusy;
    this.update();
  }

  open(): void {
    this.isOpen = true;
    this.rows.open();
    this.update();
  }

  focus(): void {
    this.frame.focus();
  }

  close(): void {
    this.isOpen = false;
    this.rows.close();
    this.preview.close();
  }

  private run(): void {
    const { wish } = this;
    if (wish !== undefined) this.options.run(wish);
  }

  private changed(): void {
    this.update();
    this.options.changed();
  }

  private update(): void {
    const { wish, setting, isBusy } = this;
    for (const each of [this.top.element, this.alone]) each.hidden = this.signal === 'symptom';
    this.frame.allow(hindranceOf(this.opened, isBusy, wish !== undefined && setting !== undefined));
    // What is measured now would make an estimate of what comes after it a wrong one.
    if (this.isOpen && !isBusy) this.preview.show(setting === undefined ? undefined : wish, JSON.stringify(setting));
  }
}

/** Why nothing can be begun; undefined where it can. */
export function hindranceOf({ say }: OpenedModel, isBusy: boolean, isComplete: boolean): string | undefined {
  if (isBusy) return say(message('analysis.busy', {}));
  return isComplete ? undefined : '';
}
