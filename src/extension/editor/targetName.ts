/** Longer names are cut: file systems take 255 bytes. */
const longest = 80;

/** A name for a file that holds something with this name, such as `layers.3_attn_MatMul.npy` for `/layers.3/attn/MatMul`. */
export function targetName(name: string, extension: string): string {
  // eslint-disable-next-line no-control-regex
  const plain = name.replace(/[\\/:*?"<>|\s\u0000-\u001f]+/g, '_').replace(/^[_.]+|[_.]+$/g, '');
  return `${plain.slice(0, longest) || 'unnamed'}.${extension}`;
}
