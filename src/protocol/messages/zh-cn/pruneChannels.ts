import { pruneChannelsMessages } from '../pruneChannels.ts';
import { translation } from '../translation.ts';

export const pruneChannels = translation(pruneChannelsMessages, {});
