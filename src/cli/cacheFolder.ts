import os from 'node:os';
import path from 'node:path';

/**
 * Where results are kept from one call to the next: `$XDG_CACHE_HOME` (XDG Base Directory Specification: only an absolute path counts), else
 * what the system has for that; undefined where there is no home either.
 */
export function cacheFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = os.homedir(),
): string | undefined {
  const base = [environment['XDG_CACHE_HOME'], systemCache(environment, platform, home)].find(
    (each) => each !== undefined && path.isAbsolute(each),
  );
  return base === undefined ? undefined : path.join(base, 'whittle', 'sensitivity');
}

function systemCache(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  switch (platform) {
    case 'darwin':
      return path.join(home, 'Library', 'Caches');
    case 'win32':
      return environment['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local');
    default:
      return path.join(home, '.cache');
  }
}
