import { pruneWeightsMessages } from '../pruneWeights.ts';
import { translation } from '../translation.ts';

export const pruneWeights = translation(pruneWeightsMessages, {});
