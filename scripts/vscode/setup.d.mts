export class SetupError extends Error {}
export function vscodeServer(): { readonly node: string; readonly entry: string };
export function chromium(): string;
