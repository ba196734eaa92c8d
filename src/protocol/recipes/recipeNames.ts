import path from 'node:path';
import { recipeExtension } from './recipeFile.ts';

const reportEnd = /\.whittle-report\.json$/i;

/** What a recipe is called by its file: `small` of `small.whittle.json`. */
export function recipeStem(file: string): string {
  const name = path.basename(file);
  return name.toLowerCase().endsWith(recipeExtension)
    ? name.slice(0, -recipeExtension.length)
    : name.replace(/\.json$/i, '');
}

/** Where the result of a recipe goes if nobody says: `digits.small.onnx` beside `digits.onnx`. */
export function recipeOutput(model: string, recipe: string): string {
  return `${model.replace(/\.onnx$/i, '')}.${recipeStem(recipe)}.onnx`;
}

/** Where the recipe of a report goes if nobody says: beside it. */
export function recipeOfReport(report: string): string {
  return `${report.replace(reportEnd, '').replace(/\.json$/i, '')}${recipeExtension}`;
}
