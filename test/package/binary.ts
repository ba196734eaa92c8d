/** For which system and processor a binary was built. */
export interface BinaryKind {
  readonly system: 'linux' | 'win32' | 'darwin';
  readonly architecture: string;
}

/** Processors by their numbers in the headers: ELF's `e_machine`, PE's `Machine`, Mach-O's `cputype`. */
const elf: Readonly<Record<number, string>> = { 62: 'x64', 183: 'arm64' };
const portableExecutable: Readonly<Record<number, string>> = { 0x8664: 'x64', 0xaa64: 'arm64' };
const machO: Readonly<Record<number, string>> = { 0x01000007: 'x64', 0x0100000c: 'arm64' };

const other = (number: number): string => `machine ${number}`;

/** What a file was built for, from its header; nothing for a file that is no binary. */
export function binaryKind(contents: Uint8Array): BinaryKind | undefined {
  if (contents.length < 64) return undefined;
  const view = new DataView(contents.buffer, contents.byteOffset, contents.byteLength);
  const magic = view.getUint32(0);
  if (magic === 0x7f454c46) {
    const machine = view.getUint16(18, true);
    return { system: 'linux', architecture: elf[machine] ?? other(machine) };
  }
  if (magic === 0xcffaedfe) {
    const machine = view.getUint32(4, true);
    return { system: 'darwin', architecture: machO[machine] ?? other(machine) };
  }
  // Other forms of Mach-O: 32 bits, and several processors in one.
  if ([0xcefaedfe, 0xfeedface, 0xfeedfacf, 0xcafebabe].includes(magic)) {
    return { system: 'darwin', architecture: other(magic) };
  }
  if (magic >>> 16 === 0x4d5a) {
    const header = view.getUint32(60, true);
    if (header + 6 > contents.length || view.getUint32(header) !== 0x50450000) return undefined;
    const machine = view.getUint16(header + 4, true);
    return { system: 'win32', architecture: portableExecutable[machine] ?? other(machine) };
  }
  return undefined;
}
