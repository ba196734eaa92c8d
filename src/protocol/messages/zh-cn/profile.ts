import { profileMessages } from '../profile.ts';
import { translation } from '../translation.ts';

export const profile = translation(profileMessages, {});
