import { hintsMessages } from '../hints.ts';
import { translation } from '../translation.ts';

export const hints = translation(hintsMessages, {});
