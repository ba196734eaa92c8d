import { findingsMessages } from '../findings.ts';
import { translation } from '../translation.ts';

export const findings = translation(findingsMessages, {});
