import { findingsMessages } from '../findings.ts';
import { translation } from '../translation.ts';

export const findings = translation(findingsMessages, {
  'findings.save-picture': '另存为 SVG',
  'findings.save-table': '另存为 CSV',
});
