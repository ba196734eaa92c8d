/** Messages about recipes in files, and tasks. */
export const recipesMessages = {
  'recipes.schema-title': 'Recipe of Whittle',
  'recipes.schema-description':
    'What is done to a model, in order, and what is wanted with it. Paths are relative to this file.',
  'recipes.field-schema': 'where the schema of this file is, for editors that do not know it',
  'recipes.field-version': 'version of the format, which is 1',
  'recipes.field-name': 'what the recipe is called',
  'recipes.field-description': 'what the recipe is for',
  'recipes.field-passes': 'what is done to the model, in this order',
  'recipes.field-data':
    'samples to calibrate on; a share of them is held out to compare on, unless other data is given',
  'recipes.field-verify': 'how the result is compared with the original, and when it is flagged',
  'recipes.field-run': 'how the machine is used',
  'recipes.pass-static':
    'static quantization: weights and activations are integers, with ranges that are measured on data',
  'recipes.pass-dynamic':
    'dynamic quantization: weights are integers, activations become integers as the model runs; needs no data',
  'recipes.pass-mixed': 'static quantization of the layers that bear it, which are searched for',
  'recipes.pass-options': 'settings of the pass; what is left out is as usual',
  'recipes.pass-search': 'what the search aims at, and what it may cost',
  'recipes.option-dims': 'sizes of dynamic dimensions by their names, or shapes of inputs by theirs',
  'recipes.option-feedback': 'outputs that become inputs of the next run',
  'recipes.option-tensor-overrides': 'settings for single tensors by their names',
  'recipes.option-evaluation': 'other data to compare on',
  'recipes.snippet-static': 'Quantize statically, on data',
  'recipes.snippet-dynamic': 'Quantize dynamically, without data',
  'recipes.snippet-mixed': 'Search for mixed precision',
  'recipes.snippet-description': 'a whole recipe, to be filled in',

  'recipes.unreadable': 'The recipe {file} cannot be read: {reason}.',
  'recipes.huge': '{file} has more than {limit}, which no recipe needs. Choose another file.',
  'recipes.empty': '{file} is empty. A recipe has at least a list of passes.',
  'recipes.deep': 'Line {line}, column {column} of {file} is nested deeper than any recipe. Choose another file.',
  'recipes.truncated': '{file} ends before its last bracket is closed. Complete it, or get it again.',
  'recipes.not-json': '{file} is not JSON from line {line}, column {column} on. Correct it there.',
  'recipes.foreign': '{file} is no recipe: it has no list of passes.',
  'recipes.is-report': '{file} is a report. Save a recipe from it, and run that.',
  'recipes.newer':
    '{file} is a recipe of version {version}, and this Whittle reads versions up to {readable}. Update Whittle.',
  'recipes.invalid': 'In {file}, {place} {problem}. Correct it there.',
  'recipes.unknown-setting': 'In {file}, {place} has no setting {keys}. Possible are: {possible}.',
  'recipes.whole': 'the recipe',
  'recipes.mixed-alone':
    'has other passes beside quantize-mixed, which compares whole models with the original and must be the only one',
  'recipes.pass-idle':
    'Pass {number} of the recipe ({pass}) finds nothing to do: no layer that it could quantize is left. Leave the pass out, or leave it some layers by the options of the passes before it.',
  'recipes.data-missing':
    'The recipe {file} measures what the model computes, so it needs samples. Name some under "data", or use passes that look at weights alone, such as quantize-dynamic.',
  'recipes.report-unreadable': 'The report {file} cannot be read: {reason}.',
  'recipes.from-benchmark': '{file} is the report of a benchmark, which made no model. Choose the report of a model.',

  'recipes.fact': 'recipe',
  'recipes.fact-named': '{name} ({path})',

  'recipes.pick-recipe': 'Which recipe?',
  'recipes.pick-models': 'Which models should {recipe} make smaller?',
  'recipes.no-recipe':
    'There is no recipe in this workspace. Make one, or quantize a model and save what was done as a recipe.',
  'recipes.new': 'New Recipe',
  'recipes.new-name': 'recipe',
  'recipes.browse': 'Browse…',
  'recipes.files': 'Recipes',
  'recipes.reports': 'Reports',
  'recipes.job': 'Running {recipe} on {file}',
  'recipes.save': 'Save Recipe…',
  'recipes.save-title': 'Where should the recipe go?',
  'recipes.pick-report': 'Which model was made as it should be made again?',
  'recipes.task-run': '{recipe} on {model}',
  'recipes.task-bench': 'benchmark {model}',
  'recipes.task-bench-detail': 'Measures latency, memory, size and accuracy of {models}.',
  'recipes.task-run-detail': 'Writes {output}.',

  'cli.run': 'Make models smaller by a recipe, compare each result with its original, and report.',
  'cli.run-recipe': 'the .whittle.json file',
  'cli.run-models': 'the .onnx files',
  'cli.examples-run': `A recipe is a list of passes with their options, and names data and what else is wanted; its paths are relative
to its file. What is given here wins over what the recipe says. Results are named after model and recipe:
model.onnx by small.whittle.json becomes model.small.onnx.

Examples:
  whittle run small.whittle.json model.onnx
  whittle run small.whittle.json model.onnx -o out.onnx --data other.npz --force
  whittle run small.whittle.json one.onnx two.onnx -o folder/`,
  'cli.recipe-command': 'Write the recipe that makes the model of a report again.',
  'cli.recipe-report': 'the .whittle-report.json file',
  'cli.recipe-output': 'where the recipe goes; <name>.whittle.json beside the report when left out',
  'cli.examples-recipe': `A search for mixed precision becomes the plain pass that it came to, which makes the same model every time.

Examples:
  whittle recipe model.int8.whittle-report.json
  whittle recipe model.int8.whittle-report.json -o again.whittle.json`,
  'cli.save-recipe': 'write what was done as a recipe too, which makes the same model again',
  'cli.run-data-missing':
    'The recipe {file} measures what the model computes, so it needs samples. Name some under "data" in it, or give some (--data), or make some up for a first look (--data-kind synthetic).',
  'cli.run-one-output':
    '{file} is no folder, and the results of several models do not go into one file. Give a folder that is there (-o).',
  'cli.run-one-file': 'is for the report of one model, and there are several',
  'cli.run-doubled': 'Two results would be written to {file}. Name each model once, or run them one after the other.',
  'cli.run-next': '{number} of {count}: {model}',
  'cli.run-model': 'model',
  'cli.run-outcome': 'result',
  'cli.run-failed': 'failed: {reason}',
  'cli.run-below-floor': 'BELOW THE FLOOR: {verdict}',
} as const;
