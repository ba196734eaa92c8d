import { factorizeMessages } from '../factorize.ts';
import { translation } from '../translation.ts';

export const factorize = translation(factorizeMessages, {});
