import { element, linkButton } from '../element.ts';

/** How a chart is written to a file, as the person who is asked where says. */
export interface ChartSaving {
  /** Texts of the buttons. */
  readonly picture: string;
  readonly table: string;
  /** The figures behind the picture, with all their digits, as RFC 4180 has it. */
  readonly csv: () => string;
  /** @returns what is to be said of it; empty where there is nothing to be said */
  readonly savePicture: (svg: string) => Promise<string>;
  readonly saveTable: (csv: string) => Promise<string>;
}

/** Buttons that save a chart, and what came of it. @param picture as the text of an SVG file */
export function savingButtons(saving: ChartSaving, picture: () => string): readonly HTMLElement[] {
  const said = element('span', { class: 'said', role: 'status' });
  const attempt = (save: () => Promise<string>): void => {
    said.textContent = '';
    void save().then((text) => (said.textContent = text));
  };
  return [
    linkButton(saving.picture, () => attempt(() => saving.savePicture(picture()))),
    linkButton(saving.table, () => attempt(() => saving.saveTable(saving.csv()))),
    said,
  ];
}
