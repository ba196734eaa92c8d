import { modelMessages } from '../model.ts';
import { translation } from '../translation.ts';

export const model = translation(modelMessages, {});
