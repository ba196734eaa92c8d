import { historyMessages } from '../history.ts';
import { translation } from '../translation.ts';

export const history = translation(historyMessages, {});
