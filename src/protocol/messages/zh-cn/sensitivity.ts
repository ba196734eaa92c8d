import { sensitivityMessages } from '../sensitivity.ts';
import { translation } from '../translation.ts';

export const sensitivity = translation(sensitivityMessages, {});
