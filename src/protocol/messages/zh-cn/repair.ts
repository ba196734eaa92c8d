import { repairMessages } from '../repair.ts';
import { translation } from '../translation.ts';

export const repair = translation(repairMessages, {});
