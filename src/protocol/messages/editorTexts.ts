import { catalogue } from './catalogue.ts';
import { editorWording } from './editorWording.ts';
import type { Texts } from './translation.ts';

/** Every text that the editor shows, in English, by its code. The command line's own texts are not among them. */
export const editorTexts: Texts = withoutCommandLine({ ...catalogue, ...editorWording });

/** The texts that do not belong to the command line alone. */
export function withoutCommandLine(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([code]) => !code.startsWith('cli.')));
}
