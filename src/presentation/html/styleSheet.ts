/**
 * How pages look that stand alone: in light and in dark, and on paper. Series of charts differ by their texture, cells by their words:
 * colour is never the only sign.
 */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --background: #ffffff;
  --foreground: #1f1f1f;
  --quiet: #555d66;
  --line: #d5d9de;
  --data: #0b61a4;
  --better: #1a6b31;
  --worse: #a1260d;
  --warning: #7a4b00;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --background: #1b1b1d;
    --foreground: #e2e2e2;
    --quiet: #a6adb5;
    --line: #44484e;
    --data: #6cb6ff;
    --better: #7fce8f;
    --worse: #ff9c8a;
    --warning: #e8b764;
  }
}
* { box-sizing: border-box; }
body {
  max-width: 1100px;
  margin: 0 auto;
  padding: 24px 24px 48px;
  background: var(--background);
  color: var(--foreground);
  font: 14px/1.5 system-ui, 'Segoe UI', Ubuntu, 'Droid Sans', 'Noto Sans CJK SC', sans-serif;
  font-variant-numeric: tabular-nums;
}
h1 { margin: 0 0 4px; font-size: 22px; font-weight: 600; overflow-wrap: anywhere; }
h2 { margin: 32px 0 8px; font-size: 16px; font-weight: 600; overflow-wrap: anywhere; }
h3 { margin: 20px 0 4px; font-size: 14px; font-weight: 600; }
p, ul { margin: 4px 0 8px; }
ul { padding-inline-start: 20px; }
li, p { overflow-wrap: anywhere; }
.quiet, figcaption { color: var(--quiet); }
.warning { padding-inline-start: 10px; border-inline-start: 3px solid var(--warning); }
.below-floor { color: var(--worse); }
.scroll { overflow-x: auto; }
.scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--data); outline-offset: 2px; }
table { border-collapse: collapse; }
th, td {
  padding: 3px 16px 3px 0;
  border-bottom: 1px solid var(--line);
  text-align: start;
  vertical-align: top;
  font-weight: 400;
  max-width: 420px;
  overflow-wrap: anywhere;
}
thead th { color: var(--quiet); vertical-align: bottom; overflow-wrap: normal; }
tbody th { min-width: 130px; }
td { min-width: 80px; }
td .below { font-size: 12px; }
td:not([class*='tone']) .below { color: var(--quiet); }
td.figures, th.figures { text-align: end; }
td.figures { white-space: nowrap; }
.tone-better { color: var(--better); }
.tone-worse { color: var(--worse); }
figure { margin: 0 0 8px; }
details { margin: 4px 0; }
summary { width: fit-content; color: var(--data); cursor: pointer; }
pre { padding: 8px; overflow-x: auto; border: 1px solid var(--line); font-size: 12px; }
footer { margin-top: 40px; color: var(--quiet); font-size: 12px; }

.picture { display: block; max-width: 100%; height: auto; overflow: visible; }
.picture text { fill: var(--quiet); font-size: 11px; }
.picture .name, .picture .value, .picture .point-name.original { fill: var(--foreground); }
.picture .point-name { stroke: var(--background); stroke-width: 3px; stroke-linejoin: round; paint-order: stroke; }
.picture .axis, .picture .whisker, .picture .p90, .picture .interval { fill: none; stroke: var(--quiet); }
.picture .grid-line { fill: none; stroke: var(--line); }
.picture .reference { fill: none; stroke: var(--quiet); stroke-dasharray: 4 3; }
.picture .bar, .picture .box { fill: var(--background); stroke: var(--data); }
.picture .bar.solid { fill: var(--data); }
.picture .strokes { fill: none; stroke: var(--data); }
.picture .median-interval { fill: none; stroke: var(--foreground); stroke-width: 5px; }
.picture .median { fill: none; stroke: var(--foreground); stroke-width: 2px; }
.picture .p99 { fill: var(--quiet); }
.picture .variant-point { fill: var(--data); stroke: var(--background); }
.picture .original-point { fill: var(--background); stroke: var(--foreground); stroke-width: 2px; }

@media print {
  body { max-width: none; padding: 0; font-size: 11px; }
  h2, h3, summary { break-after: avoid; }
  figure, tr, .warning { break-inside: avoid; }
  .scroll { overflow: visible; }
  /* On paper nothing can be opened. */
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
