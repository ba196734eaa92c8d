import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { pageShell } from './pageShell.ts';

const shell = { language: 'zh-cn', script: 'vs://a.js', style: 'vs://a.css', source: 'vs:', nonce: 'bm9uY2U=' };
const style = `style-src vs: 'sha256-${createHash('sha256').update('').digest('base64')}'`;

it('lets in its own script and style sheet, and nothing else', () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(pageShell(shell))?.[1];
  expect(policy).toBe(`default-src 'none'; ${style}; script-src 'nonce-bm9uY2U='`);
  expect(pageShell(shell)).toContain('<script nonce="bm9uY2U=" src="vs://a.js" defer></script>');
  expect(pageShell(shell)).toContain('<html lang="zh-cn">');
});

it('lets in workers for a page that has some, from the page itself only', () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(pageShell({ ...shell, workers: true }))?.[1];
  expect(policy).toBe(`default-src 'none'; ${style}; script-src 'nonce-bm9uY2U='; worker-src blob:`);
});

it('has no way out of an attribute', () => {
  expect(pageShell({ ...shell, script: '"><script>' })).toContain('src="&quot;>&lt;script>"');
});
