import * as z from 'zod';
import { option } from './option.ts';

/** How a model is quantized. */
export const methodOptions = z.strictObject({
  method: option(z.enum(['static', 'dynamic']).default('static'), { help: 'option.method' }),
});
