// What a package is made of, in bytes as they are downloaded.
import { promisify } from 'node:util';
import yauzl from 'yauzl';

const parts = [
  ['onnxruntime', /^extension\/dist\/node_modules\/onnxruntime-/],
  ['images', /^extension\/dist\/node_modules\//],
  ['Whittle', /^extension\/dist\//],
  ['sample', /^extension\/samples\//],
  ['pictures', /^extension\/media\//],
  ['texts', /./],
];

/** Bytes of a package by what they are for, and bytes when it is installed. */
export async function sizesOf(file) {
  const packed = new Map(parts.map(([name]) => [name, 0]));
  let installed = 0;
  const zip = await promisify(yauzl.open)(file, { lazyEntries: true, autoClose: false });
  for await (const { fileName, compressedSize, uncompressedSize } of zip.eachEntry()) {
    const [name] = parts.find(([, pattern]) => pattern.test(fileName));
    packed.set(name, packed.get(name) + compressedSize);
    installed += uncompressedSize;
  }
  zip.close();
  return { packed, installed };
}

/** One row of a Markdown table. */
export function row(target, { packed, installed }, size) {
  return `| ${[target, megabytes(size), megabytes(installed), ...[...packed.values()].map(megabytes)].join(' | ')} |`;
}

export function header() {
  const columns = ['package', 'download', 'installed', ...parts.map(([name]) => `of it ${name}`)];
  return `| ${columns.join(' | ')} |\n|${' --- |'.repeat(columns.length)}`;
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(bytes < 1e6 ? 2 : 1)} MB`;
}
