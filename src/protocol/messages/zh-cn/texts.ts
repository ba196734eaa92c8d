import type { Texts } from '../translation.ts';
import { calibrate } from './calibrate.ts';

/** Every text of the editor in Simplified Chinese, by its code. */
export const zhCnTexts: Texts = { ...calibrate };
