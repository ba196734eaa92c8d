// Makes the packages that VS Code installs, whittle-<target>-<version>.vsix. For this platform unless told otherwise:
// --target NAME (may be repeated) or --all. They go into out/ or the folder named by --out.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import { bundle } from './package/bundle.mjs';
import { header, row, sizesOf } from './package/sizes.mjs';
import { stage } from './package/stage.mjs';
import { ownTarget, targets } from './package/targets.mjs';

const { values } = parseArgs({
  options: {
    target: { type: 'string', multiple: true },
    all: { type: 'boolean', default: false },
    out: { type: 'string', default: 'out' },
  },
});
const wanted = values.all ? Object.keys(targets) : (values.target ?? [ownTarget()]);
const unknown = wanted.filter((target) => !(target in targets));
if (unknown.length > 0) {
  console.error(`There is no package for ${unknown.join(', ')}, only for ${Object.keys(targets).join(', ')}.`);
  process.exit(2);
}

mkdirSync('.cache', { recursive: true });
mkdirSync(values.out, { recursive: true });
const work = mkdtempSync('.cache/package-');
try {
  const rows = await makeAll();
  console.log(`\n${[header(), ...rows].join('\n')}`);
} finally {
  rmSync(work, { recursive: true });
}

async function makeAll() {
  const code = path.join(work, 'dist');
  const packages = await bundle(code);
  const rows = [];
  for (const target of wanted) {
    const file = path.join(values.out, `whittle-${target}-${version()}.vsix`);
    const staged = path.join(work, target);
    stage(staged, target, targets[target], { folder: code, packages });
    await createVSIX({
      cwd: staged,
      packagePath: file,
      ...(target !== 'universal' && { target }),
      // What it needs lies in dist/node_modules: npm is not asked for more.
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
    rmSync(staged, { recursive: true });
    rows.push(row(target, await sizesOf(file), statSync(file).size));
  }
  return rows;
}

function version() {
  return JSON.parse(readFileSync('package.json', 'utf8')).version;
}
