import { compareMessages } from '../compare.ts';
import { translation } from '../translation.ts';

export const compare = translation(compareMessages, {});
