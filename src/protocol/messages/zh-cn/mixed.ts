import { mixedMessages } from '../mixed.ts';
import { translation } from '../translation.ts';

export const mixed = translation(mixedMessages, {});
