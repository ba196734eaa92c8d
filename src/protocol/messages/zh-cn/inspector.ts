import { inspectorMessages } from '../inspector.ts';
import { translation } from '../translation.ts';

export const inspector = translation(inspectorMessages, {});
