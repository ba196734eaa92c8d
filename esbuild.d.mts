import type { BuildOptions } from 'esbuild';
export const builds: readonly BuildOptions[];
