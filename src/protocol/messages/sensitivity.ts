/** Messages about which layers suffer: what is measured, what it costs, what came of it. */
export const sensitivityMessages = {
  'sensitivity.cache-unreadable': '{file} is not a result that was kept: it is passed over, and measured again.',
  'sensitivity.cache-unwritable':
    'The result could not be kept in {folder} ({reason}): the next time it is measured again.',
} as const;
