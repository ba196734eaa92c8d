/** How many models are being read: each has a thread of its own, and there are no others. */
export function readerThreads(): number {
  const { workers } = process.report.getReport() as unknown as { readonly workers: readonly unknown[] };
  return workers.length;
}
