/** Why the operating system refused something. Each stands inside a sentence, mostly in parentheses. */
export const systemMessages = {
  'system.missing': 'there is no such file or folder',
  'system.not-folder': 'a part of its path is no folder',
  'system.is-folder': 'it is a folder',
  'system.not-file': 'it is not a file',
  'system.permission': 'permission denied',
  'system.read-only': 'the file system is read-only',
  'system.no-space': 'no space is left on the disk',
  'system.quota': 'the disk quota is used up',
  'system.too-many-open': 'too many files are open',
  'system.busy': 'another program uses it',
  'system.exists': 'it exists already',
  'system.name-too-long': 'its name is too long',
  'system.device': 'the disk reports an error',
  'system.link-loop': 'the links lead around in a circle',
} as const;
