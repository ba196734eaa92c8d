// The packages that stay packages, since they bring binaries: onnxruntime, and the decoder of images.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Packages from which they import at run time; what else they name is for installing them. */
const jsPackages = [
  'onnxruntime-node',
  'onnxruntime-common',
  'sharp',
  '@img/colour',
  'detect-libc',
  'semver',
  '@emnapi/runtime',
];
const decoder = '@img/sharp-wasm32';

const code = /(?<!\.d)\.(js|cjs|mjs|json)$/;
/** What these packages hold for other ways to load, install or build them. */
const unused = /^(script|install|src|bin|dist\/esm|dist\/emnapi\.(iife|esm|min)|range\.bnf)\b/;

/**
 * Copies them into a folder of packages.
 * @param {string} target name of the platform
 * @param {readonly string[]} libraries what onnxruntime needs there
 * @returns folders of all of them, for their licences
 */
export function copyRuntimePackages(folder, target, libraries) {
  const names = [...jsPackages, decoder];
  const missing = names.filter((name) => !existsSync(installed(name)));
  if (missing.length > 0) throw new Error(`${missing.join(', ')} not installed. Run: npm ci`);
  for (const name of jsPackages) copyCode(installed(name), path.join(folder, name));
  copyLibraries(path.join(folder, 'onnxruntime-node'), target, libraries);
  copyDecoder(path.join(folder, 'sharp'));
  return names.map(installed);
}

function installed(name) {
  return `node_modules/${name}`;
}

function copyCode(from, to) {
  for (const file of readdirSync(from, { recursive: true })) {
    const name = file.replaceAll(path.sep, '/');
    if (!code.test(name) || unused.test(name)) continue;
    copy(path.join(from, file), path.join(to, file));
  }
}

function copyLibraries(to, target, libraries) {
  const [versions] = readdirSync(installed('onnxruntime-node/bin'));
  const place = path.join('bin', versions, ...target.split('-'));
  for (const library of libraries) {
    copy(path.join(installed('onnxruntime-node'), place, library), path.join(to, place, library));
  }
}

/**
 * Images are decoded by sharp's build for WebAssembly, which is the same on every platform and gives the same bytes as the
 * native ones. Inside Electron on Linux the native build crashes: its GLib and that of the system meet in one process.
 * It goes where sharp looks before it looks for a native build, so that one installed elsewhere on the machine is not taken.
 */
function copyDecoder(sharp) {
  const { version } = JSON.parse(readFileSync(`${installed('sharp')}/package.json`, 'utf8'));
  const own = JSON.parse(readFileSync(`${installed(decoder)}/package.json`, 'utf8'));
  if (own.version !== version) throw new Error(`sharp is ${version}, but ${decoder} is ${own.version}`);
  for (const ending of ['js', 'wasm']) {
    const file = `sharp-wasm32-${version}.node.${ending}`;
    copy(path.join(installed(decoder), 'lib', file), path.join(sharp, 'src/build/Release', file));
  }
}

function copy(from, to) {
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(from, to);
}
