// Writes what package.json says of the extension, and the texts behind its placeholders, from src/extension/contributions.
// With --check it only says what is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { importTypeScript } from './importTypeScript.mjs';

const { manifest } = await importTypeScript('src/extension/contributions/manifest.ts');
const { contributionTexts } = await importTypeScript('src/protocol/messages/languages.ts');

const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
const packageJson = JSON.parse(readFileSync('package.json', 'utf8'));
const wanted = {
  'package.json': json({ ...packageJson, ...manifest() }),
  'package.nls.json': json(contributionTexts('en')),
  'package.nls.zh-cn.json': json(contributionTexts('zh-cn')),
};

let stale = false;
for (const [file, contents] of Object.entries(wanted)) {
  if (contents === readIfThere(file)) continue;
  if (process.argv.includes('--check')) {
    console.error(`${file} is not what src/extension/contributions says. Run: npm run contributions`);
    stale = true;
  } else {
    writeFileSync(file, contents);
  }
}
process.exit(stale ? 1 : 0);

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
