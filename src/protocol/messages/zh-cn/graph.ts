import { graphMessages } from '../graph.ts';
import { translation } from '../translation.ts';

export const graph = translation(graphMessages, {});
