// Writes the texts of the editor by language into dist/l10n, where VS Code looks for them ("l10n" in package.json).
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { importTypeScript } from './importTypeScript.mjs';

/** One bundle for each language but English, keyed by the codes of messages; the pseudo-locale in development only. */
export async function writeBundles({ development = false, folder = 'dist/l10n' } = {}) {
  const { contributionTexts, languages, textsIn } = await importTypeScript('src/protocol/messages/languages.ts');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const language of languages) {
    if (language === 'en' || (language === 'qps-ploc' && !development)) continue;
    await writeJson(`${folder}/bundle.l10n.${language}.json`, textsIn(language));
  }
  if (development) await writeJson('package.nls.qps-ploc.json', contributionTexts('qps-ploc'));
}

async function writeJson(file, value) {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}

if (process.argv[1]?.endsWith('l10n.mjs')) {
  await writeBundles({ development: process.argv.includes('--development') });
}
