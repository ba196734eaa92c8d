import { pruneGroupsMessages } from '../pruneGroups.ts';
import { translation } from '../translation.ts';

export const pruneGroups = translation(pruneGroupsMessages, {});
