import drawingThemes from '../../webview/graph/drawing/fixtures/themes.json' with { type: 'json' };
import controlColours from './controlColours.json' with { type: 'json' };
import themes from './themes.json' with { type: 'json' };

/** Themes of VS Code. */
export type ThemeName = keyof typeof drawingThemes;

type Variables = Readonly<Record<string, string>>;

/** What each set of colours adds: of texts and lists, of controls, of drawings. */
function variablesOf(theme: ThemeName): Variables {
  const texts: Partial<Record<ThemeName, { readonly variables: Variables }>> = themes;
  const controls: Partial<Record<ThemeName, Variables>> = controlColours;
  return { ...texts[theme]?.variables, ...controls[theme], ...drawingThemes[theme].variables };
}

/** Statements that give a page the variables, the classes and the attribute that VS Code gives it, in place of those it has. */
export function dressing(theme: ThemeName): string {
  const { classes } = drawingThemes[theme];
  return `
    document.documentElement.removeAttribute('style');
    for (const [name, value] of Object.entries(${JSON.stringify(variablesOf(theme))})) {
      document.documentElement.style.setProperty(name, value);
    }
    document.body.className = ${JSON.stringify(classes)};
    document.body.setAttribute('data-vscode-theme-kind', ${JSON.stringify(classes.split(' ').at(-1))});
  `;
}

/** The same as a script that runs before those of the page. */
export function dressedFromTheStart(theme: ThemeName): string {
  return `document.addEventListener('readystatechange', () => { ${dressing(theme)} });`;
}
