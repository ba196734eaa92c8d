/** What a cell has to cut off can be read by pointing at it. */
export function showWholeTexts(body: HTMLTableSectionElement): void {
  body.addEventListener('pointerover', ({ target }) => {
    if (!(target instanceof HTMLTableCellElement)) return;
    if (target.scrollWidth > target.clientWidth) target.title = target.textContent;
    else target.removeAttribute('title');
  });
}
