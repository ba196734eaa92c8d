/** Messages about the command line. */
export const cliMessages = {
  'cli.option-invalid': '--{flag} {reason}.',
  'cli.option-part-invalid': 'In --{flag}, {part} {reason}.',
  'cli.option-unfit': '--{flag} does not apply here. Leave it out, or see --help.',
  'cli.setting-invalid': 'The setting {setting} {reason}.',
  'cli.json-missing': 'There is no file {file}. Give JSON in braces, or the path of a JSON file.',
  'cli.json-malformed': '{text} is not JSON: {reason}.',
  'cli.group-method': 'Quantization:',
  'cli.group-data': 'Data:',
  'cli.group-output': 'Output:',
  'cli.group-verify': 'Verification:',
  'cli.group-run': 'Other:',
  'cli.switch-off': 'not: {help}',
} as const;
