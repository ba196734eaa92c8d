import { layersMessages } from '../layers.ts';
import { translation } from '../translation.ts';

export const layers = translation(layersMessages, {});
