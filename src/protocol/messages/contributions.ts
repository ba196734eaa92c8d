/** What VS Code shows of the extension before it runs: commands, settings, editors, and what it can do without trust. */
export const contributionMessages = {
  'contribution.description':
    'Make neural networks smaller and faster: quantize ONNX models, verified against the original, with no Python.',
  'contribution.command.quantize': 'Quantize…',
  'contribution.command.inspect': 'Inspect',
  'contribution.command.analyze': 'Analyze Sensitivity…',
  'contribution.command.compare-models': 'Compare Models',
  'contribution.command.show-jobs': 'Show Jobs',
  'contribution.command.show-log': 'Show Log',
  'contribution.command.open-sample': 'Open the Sample',
  'contribution.command.model-find': 'Find in Model',
  'contribution.command.model-find-next': 'Find Next in Model',
  'contribution.command.model-find-previous': 'Find Previous in Model',
  'contribution.command.model-fit': 'Fit Model to Window',
  'contribution.command.model-zoom-in': 'Zoom In',
  'contribution.command.model-zoom-out': 'Zoom Out',
  'contribution.command.model-zoom-to-selection': 'Zoom to Selection',
  'contribution.command.model-expand-all': 'Expand All Groups',
  'contribution.command.model-collapse-all': 'Collapse All Groups',
  'contribution.command.model-show-neighbourhood': 'Show Only the Neighbourhood',
  'contribution.command.model-show-path': 'Show the Path Between Two Nodes',
  'contribution.command.model-choose-colour': 'Colour Nodes by…',
  'contribution.command.model-go-up': 'Go to the Graph Around',
  'contribution.command.model-toggle-inspector': 'Toggle Inspector',
  'contribution.command.model-toggle-layers': 'Toggle Layers',
  'contribution.command.model-analyze': 'Analyze Sensitivity…',
  'contribution.command.model-search-trade-off': 'Search Trade-off…',
  'contribution.command.model-export-png': 'Export Graph as PNG…',
  'contribution.command.model-export-svg': 'Export Graph as SVG…',
  'contribution.command.model-import-node-data': 'Import Node Data…',
  'contribution.command.model-export-node-data': 'Export Node Data…',
  'contribution.view.outline': 'Model Outline',
  'contribution.editor.model': 'Whittle Model',
  'contribution.editor.report': 'Whittle Report',
  'contribution.setting.jobs-concurrent': 'How many jobs run at the same time. The others wait.',
  'contribution.setting.jobs-threads':
    'Threads that a job runs models with, and measures their speed with. `0` stands for the physical cores.',
  'contribution.setting.jobs-node':
    'Path of a Node program (20.11 or later) to run jobs with. Empty for the one that VS Code brings.',
  'contribution.setting.floor-agreement':
    'A result that gives the same answer as the original for a smaller share of the samples is flagged. `0.9` is 90 %.',
  'contribution.setting.floor-sqnr':
    'A result without classes whose signal-to-quantization-noise ratio (dB) is lower than this is flagged.',
  'contribution.untrusted':
    'Models and reports can be viewed. Models are run, and so quantized and inspected, only in a trusted workspace.',
  'contribution.virtual': 'Models and reports can be viewed. Jobs need the model on a disk.',
} as const;
