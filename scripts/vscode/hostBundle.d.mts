export function bundleHostTests(): Promise<string>;
