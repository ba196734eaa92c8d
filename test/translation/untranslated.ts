import ts from 'typescript';

/** A literal in the sources that reads like English: what a person would read in English, whatever the language. */
export interface Untranslated {
  /** From 1. */
  readonly line: number;
  /** The words, with `{}` for what is filled in. */
  readonly text: string;
}

/** Two words in a row, or a word beside something that is filled in. */
const phrase = /\p{L}{2,}[,.:;]? +(\p{L}{2,}|\{\})|\{\}[,.:;]? +\p{L}{2,}/u;

/** A tag of HTML, which is not read; what stands between tags is. */
const tag = /<[^<>]*>/g;

/** A word of the language, unlike `float32`, `Conv` or `labels.csv`. */
const word = /^[a-z]{2,}$/;

/** Functions whose second argument is what stands in the placeholders of a message. */
const messageMakers: ReadonlySet<string> = new Set(['message', 'userError', 'say']);

/**
 * The literals in a source file that a person would read and that do not come from the message catalogue: all of several
 * words, and single words that are given to a message as a value. Not counted: types, names
 * of classes in style sheets, and the messages of defects, which nobody translates; but what is thrown where it is caught
 * again counts, because what is caught becomes the reason in a message.
 */
export function untranslated(source: string): readonly Untranslated[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const found: Untranslated[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || isStyleClass(node) || isDefect(node)) return;
    const text = literalText(node);
    if (text !== undefined && (phrase.test(text.replace(tag, '')) || (word.test(text) && isMessageValue(node)))) {
      found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
}

/** `message('…', { value: '…' })`, also where the value is one of two. */
function isMessageValue(node: ts.Node): boolean {
  let value = node;
  while (ts.isConditionalExpression(value.parent) && value.parent.condition !== value) value = value.parent;
  if (!ts.isPropertyAssignment(value.parent)) return false;
  const call = value.parent.parent.parent;
  return ts.isCallExpression(call) && ts.isIdentifier(call.expression) && messageMakers.has(call.expression.text);
}

/** `class: '…'`, the `mark` of a column in a table, and `setAttribute('class', '…')`. */
function isStyleClass(node: ts.Node): boolean {
  if (ts.isPropertyAssignment(node)) return ts.isIdentifier(node.name) && /^(class|mark)$/.test(node.name.text);
  if (!ts.isCallExpression(node)) return false;
  const [attribute] = node.arguments;
  return attribute !== undefined && ts.isStringLiteral(attribute) && attribute.text === 'class';
}

/** `throw new Error('…')`, but not inside a `try` that has a `catch`. */
function isDefect(node: ts.Node): boolean {
  if (!ts.isThrowStatement(node) || !ts.isNewExpression(node.expression)) return false;
  return node.expression.expression.getText().endsWith('Error') && !isCaught(node);
}

function isCaught(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isFunctionLike(parent) || ts.isSourceFile(parent)) return false;
  return (
    (ts.isTryStatement(parent) && parent.tryBlock === node && parent.catchClause !== undefined) || isCaught(parent)
  );
}
