import { describe, expect, it } from 'vitest';
import { reducedReport, prunedAndQuantizedReport, storedReport } from '../../../test/browser/reports.ts';
import { textsIn } from '../../protocol/messages/languages.ts';
import { compressMarkdown } from './compressMarkdown.ts';

const headings = (markdown: string): readonly string[] => markdown.split('\n').filter((line) => /^##+ /.test(line));

describe('a report as Markdown', () => {
  it('tells what passes took away, and nothing of integers where there are none', () => {
    const markdown = compressMarkdown(reducedReport());
    expect(headings(markdown)).toEqual([
      ...['## Channels', '### Left as it is', '## Weights set to zero', '## Low rank', '### Left as it is'],
      '## How it was made',
    ]);
    expect(markdown).toContain('| /block1/conv1, /block1/shortcut | /block1/conv2 | 64 → 48 |');
    expect(markdown).toMatch(/\| parameters \| 640\Wk \| 120\Wk \| 5\.33× less \|/);
  });

  it('tells both gains of a model that was pruned and quantized', () => {
    expect(headings(compressMarkdown(prunedAndQuantizedReport()))).toEqual([
      ...['## Channels', '### Left as it is', '## What runs on integers', '## How it was made'],
    ]);
  });

  it('tells a quantized model as before', () => {
    expect(headings(compressMarkdown(storedReport('digits')))).toEqual([
      ...['## What runs on integers', '## How it was made'],
    ]);
  });

  it('speaks the language of its texts', () => {
    expect(headings(compressMarkdown(reducedReport(), textsIn('zh-cn')))[0]).toBe('## 通道');
  });
});
