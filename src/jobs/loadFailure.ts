import { message } from '../protocol/messages/catalogue.ts';
import type { Message } from '../protocol/messages/message.ts';
import { neededGlibc } from './platform.ts';

/** The newest set of symbols of GCC's library for C++ that the binaries for Linux ask for. */
export const neededLibstdcxx = 'GLIBCXX_3.4.22';

const symbolsMissing = /version [`'"](GLIBC|GLIBCXX|CXXABI)_[\d.]+['"] not found/;
const libraryMissing = /(\S+\.so[.\d]*): cannot open shared object file/;
/** Windows says in its own language which library is missing, or only that one is; Node's code is the same everywhere. */
const bindingRefused = /[\\/]win32[\\/]\S+onnxruntime_binding\.node[^]*ERR_DLOPEN_FAILED/;

/** Why the system refused to load onnxruntime, from the last words of the process; nothing where it did not. */
export function loadFailure(words: string): Message | undefined {
  const symbols = symbolsMissing.exec(words)?.[1];
  if (symbols === 'GLIBC') return message('platform.library-old', { library: 'glibc', needed: neededGlibc });
  if (symbols !== undefined) return message('platform.library-old', { library: 'libstdc++', needed: neededLibstdcxx });
  const library = libraryMissing.exec(words)?.[1];
  // Its own library missing means a broken installation, which the loader's sentence tells best.
  if (library !== undefined && !library.includes('onnxruntime'))
    return message('platform.library-missing', { library });
  if (bindingRefused.test(words)) return message('platform.visual-c-missing', {});
  return undefined;
}
