import path from 'node:path';
import * as vscode from 'vscode';
import { userError } from '../../protocol/userError.ts';
import { showComparison } from '../editor/comparePanel.ts';
import { say } from '../texts.ts';
import { activeModel, isModel, pickModel } from './models.ts';
import type { Services } from './services.ts';

/**
 * Shows two models beside each other: those that were selected, or those given, else the active one or a picked one with another
 * that is asked for.
 * @param clicked what VS Code gives the handler of a menu: the item, and all that are selected with it; or two models
 * @throws UserError where other than two models were selected
 */
export async function compareModels(services: Services, clicked: readonly unknown[]): Promise<void> {
  const [one, all] = clicked;
  const items: readonly unknown[] = Array.isArray(all) ? all : clicked;
  const given = items.filter((each) => each instanceof vscode.Uri);
  const models = given.filter(isModel);
  if (given.length > 1) {
    const [first, second, ...more] = models;
    if (first === undefined || second === undefined || more.length > 0) throw userError('compare.two-needed', {});
    // Of two that were given in an order, that is the order.
    const ordered = items === all ? originalFirst(first, second) : ([first, second] as const);
    showComparison(services, ...ordered);
    return;
  }
  const first = (one instanceof vscode.Uri ? one : activeModel()) ?? (await pickModel(say('compare.pick-first', {})));
  if (first === undefined) return;
  const file = path.posix.basename(first.path);
  const second = await pickModel(say('compare.pick-second', { file }), first);
  if (second !== undefined) showComparison(services, first, second);
}

/** A model that was made from another one has the name of that with something added: `digits.int8.onnx` of `digits.onnx`. */
function originalFirst(one: vscode.Uri, other: vscode.Uri): readonly [vscode.Uri, vscode.Uri] {
  const stem = ({ path: file }: vscode.Uri): string => path.posix.parse(file).name;
  const isDerived = stem(one).startsWith(stem(other)) && stem(one) !== stem(other);
  return isDerived ? [other, one] : [one, other];
}
