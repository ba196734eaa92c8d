import { kindOf, type Theme, themeOf } from './theme.ts';

/** The theme that VS Code has given the page. Asks for computed styles: once per change of the theme, not more. */
export function readTheme(page: Document = document): Theme {
  const style = getComputedStyle(page.body);
  return themeOf(kindOf(page.body.classList), (name) => style.getPropertyValue(name));
}

/** Says when the theme may have changed: VS Code sets classes of the body and variables of the root. Returns what ends that. */
export function watchTheme(changed: () => void, page: Document = document): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(page.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(page.documentElement, { attributes: true, attributeFilter: ['style'] });
  return () => observer.disconnect();
}
