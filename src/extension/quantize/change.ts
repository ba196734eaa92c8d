import path from 'node:path';
import * as vscode from 'vscode';
import { message } from '../../protocol/messages/catalogue.ts';
import { type PresetName, presetNames } from '../../protocol/options/preset.ts';
import { isThere } from '../files.ts';
import { say, sayMessage } from '../texts.ts';
import { changeData, changeEvaluation } from './changeData.ts';
import { changePreprocessing, changeSettings } from './changeSettings.ts';
import type { QuantizeChoices } from './choices.ts';
import type { DataLookup } from './dataItems.ts';
import { type ChoiceName, type Known, methodTexts, targetTexts } from './rows.ts';

/** Asks for one choice anew; the same choices where the person left without choosing. */
export async function changeChoice(
  choice: ChoiceName,
  choices: QuantizeChoices,
  known: Known,
  lookup: DataLookup,
): Promise<QuantizeChoices> {
  switch (choice) {
    case 'method':
      return changeMethod(choices);
    case 'data':
      return changeData(choices, known, lookup);
    case 'evaluation':
      return changeEvaluation(choices, known, lookup);
    case 'target':
      return changeTarget(choices, known);
    case 'preprocessing':
      return changePreprocessing(choices);
    case 'settings':
      return changeSettings(choices);
    case 'output':
      return changeOutput(choices);
  }
}

async function changeMethod(choices: QuantizeChoices): Promise<QuantizeChoices> {
  const items = (['static', 'dynamic'] as const).map((method) => {
    const [label, explained] = methodTexts[method];
    return { label: say(label, {}), detail: say(explained, {}), picked: method === choices.method, method };
  });
  const chosen = await vscode.window.showQuickPick(items, { title: say('quantize.method', {}) });
  return chosen === undefined ? choices : { ...choices, method: chosen.method };
}

async function changeTarget(choices: QuantizeChoices, { proposal }: Known): Promise<QuantizeChoices> {
  const item = (preset: PresetName) => {
    const { value, reason } = targetTexts(preset, proposal);
    return { label: sayMessage(value), detail: sayMessage(reason), preset };
  };
  const chosen = await vscode.window.showQuickPick(presetNames.map(item), { title: say('quantize.target-title', {}) });
  return chosen === undefined ? choices : { ...choices, static: { ...choices.static, preset: chosen.preset } };
}

/** The dialog asks before it gives the name of a file that is there, so that file may be replaced. */
async function changeOutput(choices: QuantizeChoices): Promise<QuantizeChoices> {
  const chosen = await vscode.window.showSaveDialog({
    title: say('quantize.output-title', {}),
    saveLabel: say('quantize.output-save', {}),
    defaultUri: vscode.Uri.file(choices.output.path),
    filters: { [say('quantize.models', {})]: ['onnx'] },
  });
  if (chosen === undefined) return choices;
  if (chosen.scheme !== 'file') {
    void vscode.window.showErrorMessage(
      sayMessage(message('extension.not-on-disk', { file: path.basename(chosen.path) })),
    );
    return choices;
  }
  return { ...choices, output: { path: chosen.fsPath, replace: await isThere(chosen) } };
}
