import { factorizeOptions } from '../../protocol/options/factorize.ts';
import { makingSections } from './making.ts';
import { planChoice, reducingCommand } from './reducing.ts';

const plan = planChoice('cli.factorize-plan');

export const factorizeCommand = reducingCommand({
  name: 'factorize',
  help: 'cli.factorize',
  examples: 'cli.examples-factorize',
  sections: [{ heading: 'cli.group-factorize', schemas: [plan, factorizeOptions] }, ...makingSections],
  ...{ plan, ending: 'low-rank' },
  passOf: (options) => ({ pass: 'factorize', options: options.parse(factorizeOptions) }),
});
