import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { AnalysisChoice, AnalysisSetting } from '../../../src/protocol/webview/modelContract.ts';
import { element, linkButton } from '../../element.ts';
import { remark } from '../../remark.ts';
import type { OpenedModel } from '../opened.ts';
import { failureOf } from './failure.ts';

const allChoices = ['method', 'data', 'settings'] as const satisfies readonly AnalysisChoice[];

export interface SettingRowsOptions {
  /** What can be chosen; everything unless given. */
  readonly choices?: readonly AnalysisChoice[];
  /** Hears of the setting once it is known, and after each change; undefined where there is none, which is said here. */
  readonly changed: (setting: AnalysisSetting | undefined) => void;
}

/** With what a model is analyzed: each choice with its reason, and a way to change it in the editor. */
export class SettingRows {
  readonly element = element('div', { class: 'setting-rows' });
  private asking = new AbortController();

  constructor(
    private readonly opened: OpenedModel,
    private readonly options: SettingRowsOptions,
  ) {}

  /** Asks the editor, which may have learnt of another choice meanwhile. */
  open(): void {
    const isFirst = this.element.childElementCount === 0;
    const { say } = this.opened;
    if (isFirst) {
      this.element.append(element('p', { class: 'description', role: 'status' }, say(message('analysis.asking', {}))));
    }
    void this.ask((signal) => this.opened.request('analysisSetting', null, signal));
  }

  close(): void {
    this.asking.abort();
  }

  private async ask(request: (signal: AbortSignal) => Promise<AnalysisSetting>, focused?: AnalysisChoice) {
    this.asking.abort();
    const { signal } = (this.asking = new AbortController());
    try {
      const setting = await request(signal);
      if (!signal.aborted) this.show(setting, focused);
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
  }

  private show(setting: AnalysisSetting, focused: AnalysisChoice | undefined): void {
    const { choices = allChoices } = this.options;
    this.element.replaceChildren(...choices.map((choice) => this.row(choice, setting)));
    if (focused !== undefined) this.element.querySelector<HTMLElement>(`[data-choice=${focused}]`)?.focus();
    this.options.changed(setting);
  }

  private fail(error: unknown): void {
    const { text, action } = failureOf(error, this.opened);
    this.element.replaceChildren(remark('error', text, action));
    this.options.changed(undefined);
  }

  private row(choice: AnalysisChoice, { shown }: AnalysisSetting): HTMLElement {
    const { say } = this.opened;
    const { value, reason } = shown[choice];
    const name = say(message(`analysis.${choice}`, {}));
    const change = linkButton(say(message('analysis.change', {})), () => {
      const hadFocus = document.activeElement === change;
      void this.ask(
        (signal) => this.opened.request('changeAnalysis', { what: choice }, signal),
        hadFocus ? choice : undefined,
      );
    });
    change.ariaLabel = say(message('analysis.change-what', { what: name }));
    change.dataset['choice'] = choice;
    return element(
      'div',
      { class: 'setting-row' },
      element('span', { class: 'setting-name' }, name),
      element('span', { class: 'setting-value' }, say(value)),
      change,
      element('span', { class: 'setting-reason description' }, say(reason)),
    );
  }
}
