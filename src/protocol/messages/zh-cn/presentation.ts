import { presentationMessages } from '../presentation.ts';
import { translation } from '../translation.ts';

export const presentation = translation(presentationMessages, {});
