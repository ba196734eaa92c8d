/** Messages about the background process. */
export const workerMessages = {
  'worker.out-of-memory':
    'The job ran out of memory and was stopped. Use smaller inputs or a smaller batch, or close other programs.',
  'worker.killed':
    'The job was stopped by the system, most likely because memory ran out. Use smaller inputs or a smaller batch, or close other programs.',
  'worker.crashed':
    'onnxruntime crashed ({reason}) and the job with it. Nothing was written. If it happens again with this model, report it with the model.',
  'worker.ended': 'The background process ended before the job was done ({reason}). Nothing was written. Try again.',
  'worker.not-started':
    'The background process could not start ({reason}). Install Whittle again; onnxruntime needs Linux or Windows on x64 or ARM64, or macOS on ARM64.',
  'worker.exit-code': 'code {code}',
  'worker.cancelled': 'Cancelled. Nothing was written.',
} as const;
