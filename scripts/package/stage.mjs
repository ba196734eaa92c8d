// Lays everything that belongs into a package into a folder, and nothing else.
import { chmodSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { thirdPartyNotices } from './notices.mjs';
import { copyRuntimePackages } from './runtimePackages.mjs';

/** What a package holds beside its code. Of the sample only what it shows, not what made it. */
const contents = [
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'media/icon.png',
  'media/walkthrough',
  'media/whittle.svg',
  'schemas',
  'samples/digits/README.md',
  'samples/digits/digits.onnx',
  'samples/digits/calibration.npz',
  'samples/digits/test.npz',
];
/** What only development needs of package.json. */
const development = ['private', 'scripts', 'dependencies', 'devDependencies'];

/**
 * @param {string} folder emptied before
 * @param {string} target name of the platform
 * @param {readonly string[]} libraries what onnxruntime needs there; none for a package without it
 * @param {{ folder: string, packages: readonly string[] }} code what was bundled, and of which packages
 */
export function stage(folder, target, libraries, code) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Not those of the pseudo-locale, which tests leave.
  const texts = readdirSync('.').filter((file) => /^package\.nls(\.(?!qps-)[\w-]+)?\.json$/.test(file));
  for (const file of [...contents, ...texts]) cpSync(file, path.join(folder, file), { recursive: true });
  cpSync(code.folder, path.join(folder, 'dist'), { recursive: true });
  chmodSync(path.join(folder, 'dist/whittle.js'), 0o755);
  const modules = path.join(folder, 'dist/node_modules');
  const packages = libraries.length === 0 ? [] : copyRuntimePackages(modules, target, libraries);
  writeFileSync(path.join(folder, 'package.json'), manifest());
  // Nothing has to be kept out of a folder that holds what belongs in; without this file the packager warns.
  writeFileSync(path.join(folder, '.vscodeignore'), '');
  writeFileSync(path.join(folder, 'ThirdPartyNotices.txt'), thirdPartyNotices([...code.packages, ...packages]));
}

function manifest() {
  const all = JSON.parse(readFileSync('package.json', 'utf8'));
  const kept = Object.entries(all).filter(([name]) => !development.includes(name));
  return `${JSON.stringify(Object.fromEntries(kept), undefined, 2)}\n`;
}
