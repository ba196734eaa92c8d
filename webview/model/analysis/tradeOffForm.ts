import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { AnalysisSetting, TradeOffWish } from '../../../src/protocol/webview/modelContract.ts';
import { element } from '../../element.ts';
import type { OpenedModel } from '../opened.ts';
import { hindranceOf } from './analysisForm.ts';
import { choiceField } from './choiceField.ts';
import { floorOf, type FloorMeasure, floorMeasures, leastOf } from './floor.ts';
import { FormFrame, formPart, type FormText } from './formFrame.ts';
import type { ColumnForm } from './inspectorColumn.ts';
import { NumberField } from './numberField.ts';
import { SettingRows } from './settingRows.ts';

export interface TradeOffFormOptions {
  /** What was wished for last. */
  readonly wish: TradeOffWish;
  readonly run: (wish: TradeOffWish) => void;
  readonly close: () => void;
  /** What is wished for is another. */
  readonly changed: () => void;
}

/** Asks what a model of mixed precision is to reach. */
export class TradeOffForm implements ColumnForm {
  readonly element: HTMLElement;
  private readonly frame: FormFrame;
  private readonly rows: SettingRows;
  private readonly least: NumberField;
  private readonly latency: NumberField;
  private readonly size: NumberField;
  private readonly steps: NumberField;
  private readonly onlyStatic: HTMLElement;
  private measure: FloorMeasure | 'none';
  private setting: AnalysisSetting | undefined;
  private isBusy = false;

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: TradeOffFormOptions,
  ) {
    const { wish, close } = options;
    const { say } = opened;
    const text = (code: FormText): string => say(message(code, {}));
    const changed = (): void => this.changed();
    const floor = floorOf(wish.floor);
    this.measure = floor?.measure ?? 'none';
    this.rows = new SettingRows(opened, {
      changed: (setting) => {
        this.setting = setting;
        this.update();
      },
    });
    const measures = (['none', ...floorMeasures] as const).map((value) => ({
      ...{ value, text: text(`analysis.floor-${value}`) },
    }));
    const measure = choiceField(text('analysis.floor'), measures, this.measure, (value) => {
      this.measure = value;
      this.changed();
    });
    this.least = new NumberField({
      ...{ label: '', value: floor?.value ?? 0.5, changed },
      ...{ accepts: (value) => value >= 0, problem: text('analysis.floor-wrong') },
    });
    this.latency = this.share('analysis.max-latency', wish.maxLatency);
    this.size = this.share('analysis.max-size', wish.maxSize);
    this.steps = new NumberField({
      ...{ label: text('analysis.steps'), value: wish.steps, changed },
      ...{ accepts: (value) => Number.isInteger(value) && value > 0, problem: text('analysis.steps-wrong') },
    });
    this.onlyStatic = element('p', { class: 'description', hidden: true }, text('analysis.search-static'));
    this.frame = new FormFrame(
      {
        ...{ say, title: 'analysis.search-title', explained: 'analysis.search-explained', close },
        ...{ action: 'analysis.search-run', run: () => this.run() },
      },
      formPart(text('analysis.with'), this.rows.element, this.onlyStatic),
      formPart(text('analysis.goal'), ...[measure, this.least.element, this.latency.element, this.size.element]),
      formPart(text('analysis.how-much'), this.steps.element),
    );
    this.element = this.frame.element;
    this.update();
  }

  /** What is wished for; undefined where something is wrong in the form, which is said there. */
  get wish(): TradeOffWish | undefined {
    const { measure } = this;
    const [latency, size, steps] = [this.latency.value, this.size.value, this.steps.value];
    const least = measure === 'none' ? undefined : this.least.value;
    if (typeof steps !== 'number' || latency === 'wrong' || size === 'wrong' || least === 'wrong') return undefined;
    return {
      steps,
      ...(measure !== 'none' && least !== undefined && { floor: leastOf({ measure, value: least }) }),
      ...(latency !== undefined && { maxLatency: latency / 100 }),
      ...(size !== undefined && { maxSize: size / 100 }),
    };
  }

  /** Whether something runs already. */
  set busy(isBusy: boolean) {
    this.isBusy = isBusy;
    this.update();
  }

  open(): void {
    this.rows.open();
  }

  focus(): void {
    this.frame.focus();
  }

  close(): void {
    this.rows.close();
  }

  private share(code: 'analysis.max-latency' | 'analysis.max-size', value: number | undefined): NumberField {
    const text = (each: FormText): string => this.opened.say(message(each, {}));
    return new NumberField({
      ...{ label: text(code), value: percentOf(value), empty: text('analysis.any') },
      ...{ accepts: (share) => share > 0, problem: text('analysis.share-wrong'), changed: () => this.changed() },
    });
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
    this.least.element.hidden = this.measure === 'none';
    if (this.measure !== 'none') this.least.label = this.opened.say(message(`analysis.floor-in-${this.measure}`, {}));
    this.onlyStatic.hidden = setting?.method !== 'dynamic';
    this.frame.allow(hindranceOf(this.opened, isBusy, wish !== undefined && setting !== undefined));
  }
}

function percentOf(share: number | undefined): number | undefined {
  return share === undefined ? undefined : Number((share * 100).toPrecision(6));
}
