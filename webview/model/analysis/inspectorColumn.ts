import { element } from '../../element.ts';

/** A form that takes the place of the inspector for a while. */
export interface ColumnForm {
  readonly element: HTMLElement;
  /** It is shown: what it shows is asked for anew. */
  open(): void;
  focus(): void;
  /** It is no longer shown: what it waits for is given up. */
  close(): void;
}

/** The column beside the graph: the inspector, or a form in its place. */
export class InspectorColumn {
  readonly element: HTMLElement;
  private shown: ColumnForm | undefined;

  /** @param closed hears that the inspector is there again */
  constructor(
    private readonly inspector: HTMLElement,
    private readonly closed: () => void,
  ) {
    this.element = element('div', { class: 'inspector-column' }, inspector);
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.shown === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      this.close();
    });
  }

  get form(): ColumnForm | undefined {
    return this.shown;
  }

  /** Shows a form, with what it shows asked for anew. */
  show(form: ColumnForm): void {
    if (this.shown !== form) {
      this.shown?.close();
      this.shown?.element.remove();
      this.shown = form;
      this.inspector.hidden = true;
      this.element.append(form.element);
    }
    form.open();
  }

  /** Shows the inspector again. */
  close(): void {
    if (this.shown === undefined) return;
    this.shown.close();
    this.shown.element.remove();
    this.shown = undefined;
    this.inspector.hidden = false;
    this.closed();
  }
}
