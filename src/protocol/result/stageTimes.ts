import * as z from 'zod';
import { text } from './text.ts';

/** How long each stage of a job took. */
export const stageTimes = z.array(z.object({ stage: text, seconds: z.number() })).readonly();
