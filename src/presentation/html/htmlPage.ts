import { type Drawing, draw } from '../drawing.ts';
import { drawingText, escaped } from '../xml.ts';
import { styleSheet } from './styleSheet.ts';

/** What may be loaded: nothing. */
const policy = "default-src 'none'; style-src 'unsafe-inline'";

/**
 * A page as the text of one file, which needs nothing else: no network, no script. It is well-formed as XML, too.
 * @param language of its texts, as BCP 47 has it
 */
export function htmlPage(title: string, language: string, content: readonly Drawing[]): string {
  const head = [
    '<meta charset="utf-8"/>',
    `<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}"/>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
    '<meta name="referrer" content="no-referrer"/>',
    `<title>${escaped(title)}</title>`,
    `<style>${styleSheet}</style>`,
  ];
  const body = content.map(drawingText).join('\n');
  return `<!DOCTYPE html>\n<html lang="${escaped(language)}">\n<head>\n${head.join('\n')}\n</head>\n<body>\n${body}\n</body>\n</html>\n`;
}

/** Elements with what stands in them, as a section below a heading. */
export function section(heading: string, ...content: readonly Drawing[]): Drawing {
  return draw('section', {}, draw('h2', {}, heading), ...content);
}
