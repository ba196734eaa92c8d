const plain = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const accented = 'ȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑ';

/** What means something to a machine: placeholders, code, the targets of links, icons, names of settings. */
const untouched = /(\{\w+\}|``[^`]*``|`[^`]*`|\]\([^)]*\)|\$\([\w-]+\)|#[\w.]+#)/;

/** A line that is nothing but a link, which some places show as a button. */
const onlyLink = /^\[([^\]]*)\](\([^)]*\))$/;

/**
 * An English text as one that anybody can read and that is not English: `⟦Ǿƥḗƞ {file}⟧`. On a screen full of it, what was not
 * translated stands out, and so does a sentence put together from pieces.
 */
export function pseudo(english: string): string {
  return english.split('\n').map(pseudoLine).join('\n');
}

function pseudoLine(line: string): string {
  if (line.trim() === '') return line;
  const [, label, target] = onlyLink.exec(line) ?? [];
  return label === undefined || target === undefined ? `⟦${accent(line)}⟧` : `[⟦${accent(label)}⟧]${target}`;
}

function accent(text: string): string {
  const parts = text.split(untouched);
  return parts.map((part) => (untouched.test(part) ? part : part.replace(/[A-Za-z]/g, accentedLetter))).join('');
}

function accentedLetter(letter: string): string {
  return accented.charAt(plain.indexOf(letter));
}
