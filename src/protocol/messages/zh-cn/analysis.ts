import { analysisMessages } from '../analysis.ts';
import { translation } from '../translation.ts';

export const analysis = translation(analysisMessages, {});
