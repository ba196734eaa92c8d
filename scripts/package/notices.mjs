// The licences of everything in a package that others made.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const own = 'scripts/package/licences';
const legal = /^(licen[cs]e|notice|copying|copyright|third-?party-?notices)/i;

/** Licences that a package refers to but does not hold. */
const elsewhere = {
  'onnxruntime-node': [`${own}/onnxruntime.txt`],
  'onnxruntime-common': [`${own}/onnxruntime.txt`],
  '@microsoft/fast-element': [`${own}/fast.txt`],
  '@microsoft/fast-foundation': [`${own}/fast.txt`],
  '@microsoft/fast-web-utilities': [`${own}/fast.txt`],
  // Its table of the libraries inside, and the licence of those under the LGPL, which is written as an addition to the GPL.
  '@img/sharp-wasm32': ['node_modules/@img/sharp-wasm32/README.md', `${own}/LGPL-3.0.txt`, `${own}/GPL-3.0.txt`],
};

const line = '='.repeat(80);

/** One text with the name, version and licence of every package. @throws Error for a package without a licence text */
export function thirdPartyNotices(folders) {
  const parts = folders.map(notice).sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const list = parts.map(({ name, version, licence }) => `- ${name} ${version}: ${licence}`);
  const texts = parts.map(
    ({ name, version, licence, text }) => `${line}\n${name} ${version}, ${licence}\n${line}\n\n${text}`,
  );
  return `Whittle contains works of others:\n\n${list.join('\n')}\n\nTheir licences:\n\n${texts.join('\n\n')}\n`;
}

function notice(folder) {
  const { name, version, license: licence } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const files = [
    ...readdirSync(folder)
      .filter((file) => legal.test(file))
      .map((file) => path.join(folder, file)),
    ...(elsewhere[name] ?? []),
  ];
  if (files.length === 0 || licence === undefined) throw new Error(`${name} says no licence`);
  return { name, version, licence, text: files.map((file) => readFileSync(file, 'utf8').trim()).join('\n\n') };
}
