import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openModel } from '../../src/engine/onnx/open.ts';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { report as reportSchema } from '../../src/protocol/result/report.ts';
import { Program } from '../endToEnd/program.ts';
import { ConvolutionalNet } from '../fixtures/convolutionalNet.ts';
import { Random } from '../fixtures/random.ts';
import { type BinaryKind, binaryKind } from './binary.ts';
import { Packages, root } from './packages.ts';

/** Every binary of every package: nothing else may be one. */
const binaries: Readonly<Record<string, readonly string[]>> = {
  'linux-x64': ['libonnxruntime.so.1', 'onnxruntime_binding.node'],
  'linux-arm64': ['libonnxruntime.so.1', 'onnxruntime_binding.node'],
  'win32-x64': ['onnxruntime.dll', 'onnxruntime_binding.node'],
  'win32-arm64': ['onnxruntime.dll', 'onnxruntime_binding.node'],
  'darwin-arm64': ['libonnxruntime.1.dylib', 'onnxruntime_binding.node'],
  universal: [],
};
const targets = Object.keys(binaries);
const own = `${process.platform}-${process.arch}`;

/** Everything that may be in a package. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package\.json|package\.nls(\.zh-cn)?\.json|readme\.md|changelog\.md|LICENSE\.txt|ThirdPartyNotices\.txt)$/,
  /^extension\/media\/([\w-]+\/)?[\w.-]+\.(png|svg|md)$/,
  /^extension\/schemas\/[\w.-]+\.schema\.json$/,
  /^extension\/samples\/digits\/(README\.md|digits\.onnx|calibration\.npz|test\.npz)$/,
  /^extension\/dist\/(whittle|worker|reader)\.js$/,
  /^extension\/dist\/extension\/[\w-]+\.js$/,
  /^extension\/dist\/webview\/[\w-]+\.(js|css)$/,
  /^extension\/dist\/l10n\/bundle\.l10n\.zh-cn\.json$/,
  /^extension\/dist\/node_modules\/(onnxruntime-(node|common)|sharp|detect-libc|semver|@img\/colour|@emnapi\/runtime)\/[\w./-]+\.(js|cjs|mjs|json)$/,
  /^extension\/dist\/node_modules\/sharp\/src\/build\/Release\/sharp-wasm32-[\d.]+\.node\.wasm$/,
  /^extension\/dist\/node_modules\/onnxruntime-node\/bin\//,
];

let packages: Packages;

beforeAll(async () => {
  packages = await Packages.make('--all');
}, 300_000);
afterAll(() => packages.remove());

function text(members: ReadonlyMap<string, Uint8Array>, name: string): string {
  return new TextDecoder().decode(members.get(`extension/${name}`));
}

it('there are for every platform, and one without binaries for the others', () => {
  expect(packages.targets.toSorted()).toEqual(targets.toSorted());
});

describe.each(targets)('the package for %s', (target) => {
  let members: ReadonlyMap<string, Uint8Array>;

  beforeAll(() => {
    members = packages.members(target);
  });

  it('holds what belongs into it and nothing else', () => {
    const names = [...members.keys()];
    expect(names.filter((name) => !allowed.some((pattern) => pattern.test(name)))).toEqual([]);
    expect(
      names.filter((name) => /(^|\/)(test|tests|src\/(?!build)|scripts?|shared|\.cache)\/|\.map$/.test(name)),
    ).toEqual([]);
    // Every kind is there; of packages only where there is something to run.
    const needed = target === 'universal' ? allowed.filter(({ source }) => !source.includes('node_modules')) : allowed;
    expect(needed.filter((pattern) => !names.some((name) => pattern.test(name)))).toEqual([]);
  });

  it('holds the binaries of its platform, and no others', () => {
    const found = new Map<string, BinaryKind>();
    for (const [name, contents] of members) {
      const kind = binaryKind(contents);
      if (kind !== undefined) found.set(name, kind);
    }
    const [system, architecture] = target.split('-');
    const folder = `extension/dist/node_modules/onnxruntime-node/bin/napi-v6/${system}/${architecture}`;
    const wanted = binaries[target]!.map((file) => [`${folder}/${file}`, { system, architecture }] as const);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
    expect(
      [...members.keys()].filter((name) => /\.(node|so|dll|dylib|lib|exe|pdb)\b(?!\.(js|wasm)$)/.test(name)),
    ).toHaveLength(wanted.length);
  });

  it('says for which platform it is', () => {
    const manifest = new TextDecoder().decode(members.get('extension.vsixmanifest'));
    expect(/TargetPlatform="([^"]*)"/.exec(manifest)?.[1]).toBe(target === 'universal' ? undefined : target);
  });

  it('tells nothing of the machine it was made on', () => {
    for (const [name, contents] of members) {
      if (/\.(js|cjs|mjs|json|css|md|txt|xml|vsixmanifest)$/.test(name)) {
        expect(Buffer.from(contents).includes(root), name).toBe(false);
      }
    }
  });

  it('keeps to memory that JavaScript owns, which is all that Electron allows', () => {
    const binding = [...members].find(([name]) => name.endsWith('/onnxruntime_binding.node'))?.[1];
    expect(binding === undefined).toBe(target === 'universal');
    if (binding === undefined) return;
    const imports = Buffer.from(binding);
    expect(imports.includes('napi_create_arraybuffer')).toBe(true);
    expect(imports.includes('napi_create_external_arraybuffer')).toBe(false);
    expect(imports.includes('napi_create_external_buffer')).toBe(false);
  });
});

describe('the manifest', () => {
  interface Manifest {
    readonly version: string;
    readonly main: string;
    readonly icon: string;
    readonly l10n: string;
    readonly contributes: {
      readonly jsonValidation: readonly { readonly url: string }[];
      readonly walkthroughs?: readonly { readonly steps: readonly { readonly media: object }[] }[];
    };
  }
  let members: ReadonlyMap<string, Uint8Array>;
  let manifest: Manifest;
  const has = (file: string): boolean => members.has(`extension/${path.posix.normalize(file)}`);

  beforeAll(() => {
    members = packages.members('universal');
    manifest = JSON.parse(text(members, 'package.json')) as Manifest;
  });

  it('is that of an extension that starts when it is needed, beside the files', () => {
    expect(manifest).toMatchObject({
      name: 'whittle',
      publisher: 'whittle',
      license: 'MIT',
      engines: { vscode: expect.stringMatching(/^\^1\.\d+\.0$/) as string },
      activationEvents: [],
      extensionKind: ['workspace'],
    });
  });

  it('says nothing that only development needs', () => {
    for (const key of ['private', 'scripts', 'dependencies', 'devDependencies'])
      expect(manifest).not.toHaveProperty(key);
  });

  it('names files that are there', () => {
    expect(has(manifest.main)).toBe(true);
    expect(
      [...members.keys()].some((name) => name.startsWith(`extension/${path.posix.normalize(manifest.l10n)}/`)),
    ).toBe(true);
    const shown = manifest.contributes.walkthroughs?.flatMap(({ steps }) =>
      steps.flatMap(({ media }) => mediaFiles(media)),
    );
    const schemas = manifest.contributes.jsonValidation.map(({ url }) => url);
    expect(schemas.filter((file) => !has(file))).toEqual([]);
    expect(shown?.length).toBeGreaterThan(0);
    expect(shown?.filter((file) => !has(file))).toEqual([]);
  });

  it('has an icon that is large enough', () => {
    const icon = Buffer.from(members.get(`extension/${manifest.icon}`)!);
    expect(icon.subarray(1, 4).toString()).toBe('PNG');
    expect(icon.readUInt32BE(16)).toBeGreaterThanOrEqual(128);
    expect(icon.readUInt32BE(20)).toBeGreaterThanOrEqual(128);
  });

  it.each(['package.nls.json', 'package.nls.zh-cn.json'])('has all its texts in %s', (file) => {
    const texts = JSON.parse(text(members, file)) as Readonly<Record<string, string>>;
    const asked = [...text(members, 'package.json').matchAll(/"%([^"%]+)%"/g)].map((match) => match[1]!);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((code) => (texts[code] ?? '') === '')).toEqual([]);
  });

  it('comes with the licence of everything that others made', () => {
    const all = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { readonly dependencies: object };
    const notices = text(packages.members(own, /ThirdParty/), 'ThirdPartyNotices.txt');
    const named = (name: string): boolean => notices.includes(`\n${name} `);
    expect(Object.keys(all.dependencies).filter((name) => !named(name))).toEqual([]);
    expect(notices).toContain('GNU LESSER GENERAL PUBLIC LICENSE');
    expect(text(members, 'ThirdPartyNotices.txt')).not.toContain('onnxruntime');
  });
});

/** The files in what a step of a walkthrough shows: one, or one for each kind of theme. */
function mediaFiles(media: object): readonly string[] {
  return Object.entries(media).flatMap(([kind, value]: [string, unknown]) => {
    if (kind === 'altText') return [];
    return typeof value === 'object' && value !== null ? (Object.values(value) as string[]) : [value as string];
  });
}

describe('unpacked, far from the project,', () => {
  let extension: string;

  beforeAll(() => {
    extension = packages.unpack(own);
  });

  async function whittle(folder: string, ...args: readonly string[]) {
    return promisify(execFile)(process.execPath, [path.join(folder, 'dist/whittle.js'), ...args], {
      cwd: packages.folder,
    });
  }

  it('quantizes its sample', async () => {
    const sample = path.join(extension, 'samples/digits');
    const output = path.join(packages.folder, 'digits.int8.onnx');
    await whittle(
      ...[extension, 'quantize', path.join(sample, 'digits.onnx'), '--data', path.join(sample, 'calibration.npz')],
      ...['--calibration-samples', '40', '--no-latency', '-o', output],
    );
    expect(statSync(output).size).toBeLessThan(statSync(path.join(sample, 'digits.onnx')).size / 3);
    const report = JSON.parse(readFileSync(output.replace('.onnx', '.whittle-report.json'), 'utf8')) as unknown;
    expect(reportSchema.parse(report)).toMatchObject({ floor: { passed: true }, coverage: { nodes: { float: 0 } } });
    const made = openModel(output);
    made.close();
    expect([...made.graph.nodes].some(({ opType }) => opType === 'QuantizeLinear')).toBe(true);
  });

  it('decodes images to the same bytes as the project itself, which has another build of the decoder', async () => {
    const folder = path.join(packages.folder, 'images');
    const model = path.join(packages.folder, 'net.onnx');
    await writeImages(folder);
    saveModel(imageClassifier(), model);
    const args = ['quantize', model, '--data', folder, '--image-preset', 'imagenet', '--no-latency', '--force', '-o'];
    await whittle(extension, ...args, path.join(packages.folder, 'packaged.onnx'));
    const project = await Program.build();
    try {
      const { code, err } = await project.run(...args, path.join(packages.folder, 'project.onnx'));
      expect(err).not.toContain('Error');
      expect([0, 3]).toContain(code);
    } finally {
      project.remove();
    }
    const made = (name: string): Buffer => readFileSync(path.join(packages.folder, name));
    expect(made('packaged.onnx').equals(made('project.onnx'))).toBe(true);
    // A build of the decoder for this platform, found outside the package, would prove nothing.
    expect(readdirSync(path.join(extension, 'dist/node_modules/@img'))).toEqual(['colour']);
  });

  it('the package without binaries says why it does nothing', async () => {
    const universal = packages.unpack('universal');
    const failure = (await whittle(universal, 'inspect', path.join(universal, 'samples/digits/digits.onnx')).catch(
      (error: unknown) => error,
    )) as { readonly code: number; readonly stderr: string };
    expect(failure.code).toBe(1);
    expect(failure.stderr).toContain(`Install the package for ${own}.`);
    expect(failure.stderr).not.toContain('    at ');
    expect((await whittle(universal, '--help')).stdout).toContain('quantize');
  });
});

/** A small classifier of images of 32 × 32. */
function imageClassifier() {
  const net = new ConvolutionalNet({ seed: 5, file: 'net.onnx' });
  const features = net.relu(net.conv(net.images('images', 32), { name: 'stem', outputs: 8, kernel: 3, stride: 2 }));
  return net.classify(features, 4, 'logits').builder.build();
}

/** Photos in several formats, sizes and depths, some of them lying on their side. */
async function writeImages(folder: string): Promise<void> {
  mkdirSync(folder);
  const random = new Random(7);
  for (const [index, format] of (['jpeg', 'png', 'webp', 'tiff', 'gif', 'jpeg', 'png', 'webp'] as const).entries()) {
    const [width, height] = [90 + index * 7, 60 + index * 5];
    const pixels = Uint8Array.from(
      { length: width * height * 3 },
      (_, at) => 128 + 90 * Math.sin(at / (20 + index)) + random.integer(30),
    );
    const image = sharp(pixels, { raw: { width, height, channels: 3 } }).withMetadata({
      orientation: index % 2 === 0 ? 1 : 6,
    });
    writeFileSync(path.join(folder, `${index}.${format}`), await image.toFormat(format).toBuffer());
  }
}
