import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { ChartSaving } from '../../charts/chartSaving.ts';
import { menuIcon } from '../../controls/controls.ts';
import { openMenu } from '../../controls/menu.ts';
import type { Say } from '../../page.ts';

/** What is saved, and who says what came of it. */
export interface SaveMenuOptions {
  readonly say: Say;
  readonly saving: ChartSaving;
  /** The text of an SVG file. */
  readonly picture: () => string;
  readonly tell: (text: string) => void;
}

/** A button that opens a menu of the ways in which a chart can be saved. */
export function saveMenu({ say, saving, picture, tell }: SaveMenuOptions): HTMLElement {
  const label = say(message('findings.save', {}));
  const told = (saved: Promise<string>): void => {
    void saved.then((text) => {
      if (text !== '') tell(text);
    });
  };
  const opener = menuIcon('export', { label }, () =>
    openMenu(opener, label, [
      {
        label,
        items: [
          { kind: 'action', text: saving.picture, run: () => told(saving.savePicture(picture())) },
          { kind: 'action', text: saving.table, run: () => told(saving.saveTable(saving.csv())) },
        ],
      },
    ]),
  );
  return opener;
}
