// Writes what package.json says of the extension, and the texts behind its placeholders, from src/extension/contributions,
// and the schemas of files that it names, from src/protocol.
// With --check it only says what is out of date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { importTypeScript } from './importTypeScript.mjs';

const { manifest } = await importTypeScript('src/extension/contributions/manifest.ts');
const { recipeSchema } = await importTypeScript('src/protocol/recipes/recipeSchema.ts');
const { contributionTexts } = await importTypeScript('src/protocol/messages/languages.ts');

const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
const packageJson = JSON.parse(readFileSync('package.json', 'utf8'));
const wanted = {
  'package.json': json({ ...packageJson, ...manifest() }),
  'package.nls.json': json(contributionTexts('en')),
  'package.nls.zh-cn.json': json(contributionTexts('zh-cn')),
  'schemas/recipe.schema.json': await formatted('schemas/recipe.schema.json', recipeSchema()),
};

let stale = false;
for (const [file, contents] of Object.entries(wanted)) {
  if (contents === readIfThere(file)) continue;
  if (process.argv.includes('--check')) {
    console.error(`${file} is not what the sources say. Run: npm run contributions`);
    stale = true;
  } else {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
}
process.exit(stale ? 1 : 0);

/** As the formatter of the project has JSON. */
async function formatted(file, value) {
  return format(json(value), { ...(await resolveConfig(file)), filepath: file });
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
