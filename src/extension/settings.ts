import * as vscode from 'vscode';
import { type SettingId, settings, type SettingValue } from './contributions/settings.ts';

/** The value of a setting; its default where somebody wrote a value of another type. */
export function setting<Id extends SettingId>(id: Id): SettingValue<Id> {
  const { type, default: fallback } = settings[id];
  const value = vscode.workspace.getConfiguration().get<unknown>(id);
  const isValid = type === 'string' ? typeof value === 'string' : Number.isFinite(value);
  return (isValid ? value : fallback) as SettingValue<Id>;
}
