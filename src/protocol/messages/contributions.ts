/** What VS Code shows of the extension before it runs: commands, settings, editors, and what it can do without trust. */
export const contributionMessages = {
  'contribution.description':
    'Make neural networks smaller and faster: quantize ONNX models, verified against the original, with no Python.',
  'contribution.command.quantize': 'Quantize…',
  'contribution.command.inspect': 'Inspect',
  'contribution.command.show-jobs': 'Show Jobs',
  'contribution.command.show-log': 'Show Log',
  'contribution.command.open-sample': 'Open the Sample',
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
