/** Where the parts of a page come from. All of it is made by Whittle; what is in files reaches a page as messages only. */
export interface PageShell {
  /** As BCP 47 has it. */
  readonly language: string;
  /** Addresses of the script and of the style sheet. */
  readonly script: string;
  readonly style: string;
  /** Where style sheets may come from, as a content security policy says it. */
  readonly source: string;
  /** Known to this page alone, so that no other script runs in it. */
  readonly nonce: string;
  /** Whether the page has workers, whose programs it brings itself. */
  readonly workers?: boolean;
}

/** An empty style sheet, which the library of controls finds out with what the browser can do. */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The HTML of a page: nothing but its script, its style sheet, and the policy that lets nothing else in. */
export function pageShell({ language, script, style, source, nonce, workers = false }: PageShell): string {
  const policy = [
    "default-src 'none'",
    `style-src ${source} ${emptyStyle}`,
    `script-src 'nonce-${nonce}'`,
    ...(workers ? ['worker-src blob:'] : []),
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${attribute(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<link rel="stylesheet" href="${attribute(style)}">
<title>Whittle</title>
<script nonce="${attribute(nonce)}" src="${attribute(script)}" defer></script>
</head>
<body></body>
</html>`;
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
