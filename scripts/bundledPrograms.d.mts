import type { Plugin } from 'esbuild';
export const bundledPrograms: Plugin;
