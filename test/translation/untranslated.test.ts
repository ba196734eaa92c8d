import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { untranslated } from './untranslated.ts';

/** What reads like words and is none. */
const known: readonly RegExp[] = [
  // Patterns of nodes, by operator.
  /^(MatMul Add|Gemm Sum|Gemm Transpose)$/,
  // Lists of operators.
  /^\s*(?:[A-Z]\w*\s+){7,}[A-Z]\w*\s*$/,
  // How ranks are gone through; fonts and questions in CSS; what V8 says of memory.
  /^both ways$/,
  /^\{\} \{\}px \{\}$/,
  /^system-ui, sans-serif$/,
  /^\(prefers-reduced-motion: reduce\)$/,
  /^Array buffer allocation failed$/,
  // What Linux calls the fields of /proc/cpuinfo, and onnxruntime errors.
  /^(model name|core id|physical id|two nodes with same node name)$/,
  /^fallback to CPU EP has been explicitly disabled$/,
  // Style sheets and programs: lines with braces.
  /^\n[^]*\{\n[^]*\}[^]*\n$/,
  // Kinds of buttons in a page, kinds of entries in a view.
  /^(button, vscode-button|entry elsewhere)$/,
  // What a file says it is, and a program for another Node.
  /^whittle calibration statistics$/,
  /^version https:\/\/git-lfs$/,
  /^JSON\.stringify\(/,
  // What a page of the editor may load.
  /^(default-src 'none'|style-src \{\} \{\}|worker-src blob:)$/,
  // What a person types.
  /^whittle [a-z]+$/,
  // Names and units that are the same in every language.
  /^whittle \{\}, onnxruntime \{\}, node \{\}$/i,
  /^(glibc|\{\} UTC|Whittle \{\})$/,
  /^IR \{\}$/,
  /^\{\}\{\}min \{\}\{\}s$/,
  // Defects: the class of one, and one that is caught to be passed on to the other side.
  /^no scale for the range /,
  /^nothing answers the request /,
];

describe('what would be found', () => {
  it.each([
    ['a word as a reason', `throw userError('data.damaged', { file, reason: 'the file became shorter' });`],
    ['a reason with a value', 'malformed(name, `a header of ${length} bytes`);'],
    ['a code with a word', 'userError("worker.crashed", { reason: `code ${code}` });'],
    ['a reason that was put into a variable', `const reason = 'no space left'; say('job.failed', { job, reason });`],
    ['one word as a value', `userError('data.npy-type', { file, type: 'structured' });`],
    ['a choice', `message('data.image-size', { side: wide ? 'width' : 'the height' });`],
    ['an error that is handed on', `callback(new Error('only the structure is read'));`],
    ['an error that is caught again', `try { throw new Error('no such thing'); } catch (cause) { tell(cause); }`],
    ['a sentence put together', 'const line = `${count} nodes`;'],
    ['a text in a page', 'const page = `<title lang="${language}">Whittle report</title>`;'],
    ['a text of the editor', `window.showInformationMessage('Done, have a look');`],
  ])('%s', (_what, source) => {
    expect(untranslated(source)).not.toEqual([]);
  });

  it.each([
    ['a message', `message('data.npy-version', { version });`],
    ['a value that is no word', `message('data.type-mismatch', { array, from: 'float32', to: 'Dropout' });`],
    ['a word in another object', `open({ encoding: 'text' });`],
    ['a defect', `throw new RangeError('no statistics to merge');`],
    [
      'a defect in a function inside a try',
      `try { run(() => { throw new Error('not a number'); }); } catch { stop(); }`,
    ],
    ['names of classes', "element('p', { class: `remark ${kind}` }); icon.setAttribute('class', 'icon large');"],
    ['names for machines', "const name = `${tensor}_quantized`; const when = 'resourceExtname == .onnx';"],
    ['an icon before a message', '`$(play) ${label}`;'],
    ['a page without words', 'const page = `<title lang="${language}" class="of a page">Whittle</title>`;'],
    ['a type', `type Words = 'two words';`],
  ])('and not %s', (_what, source) => {
    expect(untranslated(source)).toEqual([]);
  });
});

it('every text in the sources comes from the catalogue', () => {
  const found = sources('src', 'webview').flatMap((file) =>
    untranslated(readFileSync(file, 'utf8'))
      .filter(({ text }) => !known.some((each) => each.test(text)))
      .map(({ line, text }) => `${file}:${line}: ${text}`),
  );
  expect(found).toEqual([]);
});

/** Every source that is neither the catalogue, nor generated, nor a test. */
function sources(...folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) =>
        path.posix.join(folder, ...file.split(path.sep)),
      ),
    )
    .filter((file) => file.endsWith('.ts') && !/\.(test|d)\.ts$|\/(testing|fixtures|generated|messages)\//.test(file))
    .sort();
}
