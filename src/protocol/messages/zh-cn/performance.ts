import { performanceMessages } from '../performance.ts';
import { translation } from '../translation.ts';

export const performance = translation(performanceMessages, {});
