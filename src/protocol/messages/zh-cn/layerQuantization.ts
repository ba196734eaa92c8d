import { layerQuantizationMessages } from '../layerQuantization.ts';
import { translation } from '../translation.ts';

export const layerQuantization = translation(layerQuantizationMessages, {});
