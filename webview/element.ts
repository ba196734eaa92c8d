type Attributes = Readonly<Record<string, string | number | boolean>>;

/**
 * An element with attributes and children. Strings become text, whatever is in them: names of files and nodes come from
 * models that may come from anywhere.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    // States of ARIA have the words true and false; other attributes are there or are not.
    if (name.startsWith('aria-')) made.setAttribute(name, String(value));
    else if (value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children);
  return made;
}

/** A button that reads as a link, as VS Code has them for things to do beside a text. */
export function linkButton(text: string, onClick: () => void): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'link' }, text);
  button.addEventListener('click', onClick);
  return button;
}
