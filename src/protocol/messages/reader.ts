/** Messages about models that are opened to be looked at. */
export const readerMessages = {
  'reader.changed':
    '{file} was changed by another program after it was opened, so that what is shown is no longer what is in it. Open it again.',
  'reader.not-stored': 'The tensor "{tensor}" has no value in {file}: it is computed when the model runs.',
  'reader.no-numbers': 'The tensor "{tensor}" holds texts or complex numbers, which have no statistics.',
  'reader.out-of-memory':
    'Reading {file} ran out of memory: viewing may take {megabytes} MB, so that the editor keeps running. Export the model in parts.',
  'reader.ended': 'What reads {file} ended unexpectedly ({reason}). Open the model again.',
} as const;
