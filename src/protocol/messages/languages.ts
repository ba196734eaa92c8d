import { editorTexts, withoutCommandLine } from './editorTexts.ts';
import { pseudo } from './pseudo.ts';
import type { Texts } from './translation.ts';
import { zhCnTexts } from './zh-cn/texts.ts';

/** By the names that VS Code gives them. `qps-ploc` is the pseudo-locale, for tests only. */
export const languages = ['en', 'zh-cn', 'qps-ploc'] as const;
export type Language = (typeof languages)[number];

/** Every text that the editor shows, in one language, by its code. */
export function textsIn(language: Language): Texts {
  switch (language) {
    case 'en':
      return editorTexts;
    case 'zh-cn':
      return withoutCommandLine(zhCnTexts);
    case 'qps-ploc':
      return Object.fromEntries(Object.entries(editorTexts).map(([code, english]) => [code, pseudo(english)]));
  }
}

/** The texts of package.json in one language: those that VS Code shows without running the extension. */
export function contributionTexts(language: Language): Texts {
  return Object.fromEntries(Object.entries(textsIn(language)).filter(([code]) => code.startsWith('contribution.')));
}
