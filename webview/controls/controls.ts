import './controls.css';
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDivider,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';
import { element } from '../element.ts';
import { icon, type IconName } from '../icon.ts';

/**
 * The controls of pages. Only this file knows the library they are from, which is no longer worked on: with another one, what is
 * exported here stays. Its text field and its drop-down list are left out: the one breaks the policy of pages and renames itself, the
 * other is read out worse than the browser's own.
 */
provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeDivider(), vsCodeProgressRing());

/** A button with a text on it. The primary one is what a page is for: there is one at most. */
export function button(kind: 'primary' | 'secondary', text: string, onClick: () => void): HTMLElement {
  return pressable(element('vscode-button', { appearance: kind }, text), onClick);
}

/** What a button without a text is for, as it is read out, and what is said when the mouse rests on it. */
export interface IconButtonText {
  readonly label: string;
  /** The label when left out. */
  readonly hint?: string;
}

export function iconButton(name: IconName, { label, hint = label }: IconButtonText, onClick: () => void): HTMLElement {
  const made = element('vscode-button', { appearance: 'icon', 'aria-label': label, title: hint }, icon(name));
  return pressable(made, onClick);
}

/** An icon that opens a menu: see `openMenu`. */
export function menuIcon(name: IconName, text: IconButtonText, onClick: () => void): HTMLElement {
  const made = statefulButton('icon-button', text, onClick, icon(name));
  made.ariaHasPopup = 'menu';
  made.ariaExpanded = 'false';
  return made;
}

/** A button that shows a choice and opens a menu of others below itself. */
export interface MenuButton {
  readonly element: HTMLElement;
  /** @param shown the choice as it is shown @param label what it is of and which, as it is read out */
  show(shown: string, label: string): void;
}

export function menuButton(label: string, onClick: () => void): MenuButton {
  const text = element('span', { class: 'menu-button-text' });
  const made = statefulButton('menu-button', { label }, onClick, text, icon('down'));
  made.ariaHasPopup = 'menu';
  made.ariaExpanded = 'false';
  return {
    element: made,
    show: (shown, current) => {
      text.textContent = shown;
      made.ariaLabel = current;
    },
  };
}

/** An icon that is pressed or not. */
export interface Toggle {
  readonly element: HTMLElement;
  isOn: boolean;
}

/** @param onChange called when a person presses it, after it has changed */
export function toggle(name: IconName, text: IconButtonText, isOn: boolean, onChange: (isOn: boolean) => void): Toggle {
  const press = (): void => {
    control.isOn = !control.isOn;
    onChange(control.isOn);
  };
  const made = statefulButton('icon-button', text, press, icon(name));
  made.classList.add('toggle');
  const control: Toggle = {
    element: made,
    get isOn() {
      return made.ariaPressed === 'true';
    },
    set isOn(on) {
      made.ariaPressed = String(on);
    },
  };
  control.isOn = isOn;
  return control;
}

/** Takes a line of text. */
export interface TextField {
  readonly element: HTMLElement;
  value: string;
  /** Whether what is in it is wrong; why has to be said beside it. */
  isWrong: boolean;
  focus(): void;
  selectAll(): void;
}

export interface TextFieldOptions {
  readonly label: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** Called at every change that a person makes. */
  readonly onInput: (value: string) => void;
}

/** @param inside what stands in it, after the text */
export function textField(options: TextFieldOptions, ...inside: readonly HTMLElement[]): TextField {
  const { label, placeholder = '', value = '', onInput } = options;
  const input = element('input', { type: 'text', 'aria-label': label, placeholder, spellcheck: 'false' });
  input.autocomplete = 'off';
  input.value = value;
  input.addEventListener('input', () => onInput(input.value));
  const made = element('div', { class: 'text-field' }, input, ...inside);
  return {
    element: made,
    get value() {
      return input.value;
    },
    set value(text) {
      input.value = text;
    },
    get isWrong() {
      return input.ariaInvalid === 'true';
    },
    set isWrong(wrong) {
      input.ariaInvalid = String(wrong);
    },
    focus: () => input.focus(),
    selectAll: () => input.select(),
  };
}

/** @param onChange called when a person changes it */
export function checkbox(label: string, isChecked: boolean, onChange: (isChecked: boolean) => void): HTMLElement {
  const made = element('vscode-checkbox', {}, label);
  made.checked = isChecked;
  made.addEventListener('change', () => onChange(made.checked));
  return made;
}

/** A line between groups of controls. */
export function divider(): HTMLElement {
  return element('vscode-divider');
}

/** Turns as long as something is done. What it is has to be said beside it. */
export function progressRing(): HTMLElement {
  // The library would have it call out in English.
  return element('span', { class: 'progress-ring', 'aria-hidden': true }, element('vscode-progress-ring'));
}

/** Whether a control can be used. */
export function setEnabled(control: HTMLElement, isEnabled: boolean): void {
  control.toggleAttribute('disabled', !isEnabled);
}

function pressable<Control extends HTMLElement>(made: Control, onClick: () => void): Control {
  made.addEventListener('click', () => {
    if (!made.hasAttribute('disabled')) onClick();
  });
  return made;
}

/** Buttons of the library cannot say that they are pressed or have opened something: what is said of them is not on the button. */
function statefulButton(
  classes: string,
  { label, hint = label }: IconButtonText,
  onClick: () => void,
  ...content: readonly Element[]
): HTMLButtonElement {
  const attributes = { type: 'button', class: classes, 'aria-label': label, title: hint };
  return pressable(element('button', attributes, ...content), onClick);
}

declare global {
  interface HTMLElementTagNameMap {
    'vscode-button': HTMLElement;
    'vscode-checkbox': HTMLElement & { checked: boolean };
    'vscode-divider': HTMLElement;
    'vscode-progress-ring': HTMLElement;
  }
}
