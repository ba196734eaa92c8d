import { lookOf } from '../paint/look.ts';
import { TextFitter } from '../text/textFitter.ts';
import { canvasMeter } from '../text/textMeter.ts';
import { readTheme } from '../theme/readTheme.ts';
import type { Style } from './shown.ts';

/** The style by the theme that the page has now, with what is kept of the style before. */
export function styleNow(before: Style | undefined): Style {
  const look = lookOf(readTheme());
  const same = before?.look.fontFamily === look.fontFamily;
  const fitter = same ? before.fitter : new TextFitter(canvasMeter(look.fontFamily));
  return { look, fitter, overlay: before?.overlay };
}
