/** What the keys of the page itself do. */
export interface PageKeys {
  readonly find: () => void;
  /** To the next node of the ranking, or the one before. */
  readonly step: (by: 1 | -1) => void;
}

/**
 * Single letters are keys of the page where nobody is typing; all others are VS Code's. What finds things is kept from it: the
 * command would come back only after the first letters were typed.
 */
export function pressed(event: KeyboardEvent, { find, step }: PageKeys): void {
  if (event.key === 'f' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    event.stopPropagation();
    find();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event)) return;
  const actions: Readonly<Record<string, () => void>> = {
    '/': find,
    '[': () => step(-1),
    ']': () => step(1),
  };
  const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
  if (action === undefined) return;
  event.preventDefault();
  action();
}

/** Whether a key is part of a text, or a choice in a list. */
function isTyping({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const typed = target.shadowRoot?.activeElement ?? target;
  return (
    typed instanceof HTMLInputElement || typed instanceof HTMLTextAreaElement || typed instanceof HTMLSelectElement
  );
}
