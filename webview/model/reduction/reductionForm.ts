import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { AnalysisSetting } from '../../../src/protocol/webview/modelContract.ts';
import type { ReductionKind, ReductionWish } from '../../../src/protocol/webview/reductionWish.ts';
import { element, linkButton } from '../../element.ts';
import { hindranceOf } from '../analysis/analysisForm.ts';
import { FormFrame, formPart, type FormText } from '../analysis/formFrame.ts';
import type { ColumnForm } from '../analysis/inspectorColumn.ts';
import { radioChoice } from '../analysis/radioChoice.ts';
import { SettingRows } from '../analysis/settingRows.ts';
import type { OpenedModel } from '../opened.ts';
import { channelFields } from './channelFields.ts';
import { rankFields } from './rankFields.ts';
import { ReductionPreview } from './reductionPreview.ts';
import { reductionKinds, type ReductionState, type ReductionWishes, wishOf } from './reductionState.ts';
import { weightFields } from './weightFields.ts';
import type { WishFields } from './wishFields.ts';

export interface ReductionFormOptions {
  /** What was wished for last. */
  readonly state: ReductionState;
  /** Makes the model. */
  readonly run: (wish: ReductionWish) => void;
  /** Measures how layers bear it. */
  readonly measure: (wish: ReductionWish) => void;
  readonly close: () => void;
  /** What is wished for is another. */
  readonly changed: () => void;
  /** The form is shown, or no longer. */
  readonly shown: (isShown: boolean) => void;
}

/** Asks what is to be taken away of a model, and shows what that would be before anything is written. */
export class ReductionForm implements ColumnForm {
  readonly element: HTMLElement;
  private readonly frame: FormFrame;
  private readonly rows: SettingRows;
  private readonly preview: ReductionPreview;
  private readonly fields: { readonly [Kind in ReductionKind]: WishFields<ReductionWishes[Kind]> };
  private readonly parts: Readonly<Record<ReductionKind, HTMLElement>>;
  private readonly measure: HTMLElement;
  private readonly protecting = element('p', { class: 'description' });
  private current: ReductionState;
  private setting: AnalysisSetting | undefined;
  private isOpen = false;
  private isBusy = false;

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: ReductionFormOptions,
  ) {
    const { state, close } = options;
    const { say } = opened;
    const text = (code: FormText): string => say(message(code, {}));
    const changed = (): void => this.changed();
    this.current = state;
    this.rows = new SettingRows(opened, {
      choices: ['data'],
      changed: (setting) => {
        this.setting = setting;
        this.update();
      },
    });
    this.fields = {
      channels: channelFields(say, state.wishes.channels, changed),
      weights: weightFields(say, state.wishes.weights, changed),
      'low-rank': rankFields(say, state.wishes['low-rank'], changed),
    };
    const part = (kind: ReductionKind): HTMLElement =>
      formPart(text('reduction.how-much'), ...this.fields[kind].elements);
    this.parts = { channels: part('channels'), weights: part('weights'), 'low-rank': part('low-rank') };
    this.preview = new ReductionPreview(opened);
    this.measure = linkButton(text('reduction.curves-begin'), () => {
      if (this.isComplete() && !this.isBusy) options.measure(wishOf(this.current));
    });
    const kinds = reductionKinds.map((value) => ({
      ...{ value, label: text(`reduction.${value}`), explained: text(`reduction.${value}-explained`) },
    }));
    this.frame = new FormFrame(
      {
        ...{ say, title: 'reduction.title', explained: 'reduction.explained', action: 'reduction.run', close },
        ...{ run: () => this.run(), preview: this.preview.element },
      },
      radioChoice(text('reduction.what'), kinds, state.kind, (kind) => {
        this.current = { ...this.current, kind };
        this.changed();
      }),
      ...Object.values(this.parts),
      element('div', { class: 'form-links' }, this.measure),
      formPart(text('analysis.with'), this.rows.element, this.protecting, this.protection()),
    );
    this.element = this.frame.element;
    this.update();
  }

  /** What is set, as far as it is right. */
  get state(): ReductionState {
    return this.current;
  }

  /** Whether something runs already. */
  set busy(isBusy: boolean) {
    this.isBusy = isBusy;
    this.update();
  }

  open(): void {
    this.isOpen = true;
    this.options.shown(true);
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
    this.options.shown(false);
  }

  private run(): void {
    if (this.isComplete()) this.options.run(wishOf(this.current));
  }

  private isComplete(): boolean {
    return this.fields[this.current.kind].value !== undefined && this.setting !== undefined;
  }

  /** What stays as it is, by what is selected on the page. */
  private protection(): HTMLElement {
    const { say, selection, prepared } = this.opened;
    const keep = (nodes: readonly string[]): void => {
      this.current = { ...this.current, keep: nodes };
      this.changed();
    };
    const add = linkButton(say(message('reduction.keep-selected', {})), () =>
      keep([...new Set([...this.current.keep, ...selection.nodes.map((node) => prepared.model.nodeId(node))])]),
    );
    const none = linkButton(say(message('reduction.keep-none', {})), () => keep([]));
    return element('div', { class: 'form-links' }, add, none);
  }

  private changed(): void {
    const { kind, wishes } = this.current;
    const value = this.fields[kind].value;
    if (value !== undefined) this.current = { ...this.current, wishes: { ...wishes, [kind]: value } };
    this.update();
    this.options.changed();
  }

  private update(): void {
    const { kind, keep } = this.current;
    for (const each of reductionKinds) this.parts[each].hidden = each !== kind;
    // How much of a rank can go is what its plan says.
    this.measure.hidden = kind === 'low-rank';
    this.protecting.textContent = this.opened.say(message('reduction.kept', { count: keep.length }));
    const isComplete = this.isComplete();
    this.frame.allow(hindranceOf(this.opened, this.isBusy, isComplete));
    if (this.isOpen && !this.isBusy) {
      this.preview.show(isComplete ? wishOf(this.current) : undefined, JSON.stringify(this.setting));
    }
  }
}
