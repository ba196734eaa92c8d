import { benchmarkPageMessages } from '../benchmarkPage.ts';
import { translation } from '../translation.ts';

export const benchmarkPage = translation(benchmarkPageMessages, {});
