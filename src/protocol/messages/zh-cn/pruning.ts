import { pruningMessages } from '../pruning.ts';
import { translation } from '../translation.ts';

export const pruning = translation(pruningMessages, {});
