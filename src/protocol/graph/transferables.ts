/** The buffers inside a message that can be handed over to another thread instead of being copied. */
export function transferables(message: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(message, found);
  return [...found];
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    // Lists of one kind: only those of objects can hold buffers.
    if (typeof value[0] === 'object') for (const each of value) collect(each, found);
  } else {
    for (const each of Object.values(value)) collect(each, found);
  }
}
