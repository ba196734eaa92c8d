import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Imports go one way: a room may not know the rooms above it. See ARCHITECTURE.md. */
function mayNotImport(files, patterns) {
  return {
    files,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
}

const vscode = { regex: '^vscode$', message: 'Only src/extension talks to VS Code.' };
const runtime = { regex: '^onnxruntime', message: 'Only src/engine/runtime talks to onnxruntime.' };
const elsewhere = {
  regex: '^(?!\\.{1,2}/)|/src/(?!(protocol|presentation)/)',
  message: 'A page has no dependencies but src/protocol and src/presentation: it runs in a browser.',
};
/** One file knows where the controls of pages come from. */
const elsewhereButControls = {
  ...elsewhere,
  regex: '^(?!\\.{1,2}/|@vscode/webview-ui-toolkit$)|/src/(?!(protocol|presentation)/)',
};
const rooms = (names) => ({
  regex: `^(\\.\\./)+(${names.join('|')})/`,
  message: 'Imports go one way: extension, cli, webview → presentation → protocol ← reader, worker → engine.',
});

export default tseslint.config(
  { ignores: ['dist', '.cache', 'src/engine/onnx/generated', '**/*.py'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Deleting or reading by computed key is how sparse tables of operators are kept.
      '@typescript-eslint/no-dynamic-delete': 'error',
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [vscode, runtime] }],
      // The generated protobuf types see `long` through its CommonJS declarations, the sources through its ESM ones.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Indices into typed arrays are checked by the loop around them; `!` says so where it costs nothing at run time.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_+$', varsIgnorePattern: '^_+$' },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  mayNotImport(
    ['src/protocol/**'],
    [vscode, runtime, rooms(['engine', 'worker', 'reader', 'extension', 'cli', 'jobs', 'presentation'])],
  ),
  mayNotImport(
    ['src/presentation/**'],
    [vscode, runtime, rooms(['engine', 'worker', 'reader', 'extension', 'cli', 'jobs'])],
  ),
  mayNotImport(
    ['src/engine/**'],
    [vscode, runtime, rooms(['worker', 'reader', 'extension', 'cli', 'jobs', 'presentation'])],
  ),
  mayNotImport(
    ['src/engine/runtime/**'],
    [vscode, rooms(['worker', 'reader', 'extension', 'cli', 'jobs', 'presentation'])],
  ),
  mayNotImport(['src/worker/**', 'src/reader/**'], [vscode, runtime, rooms(['extension', 'cli'])]),
  mayNotImport(['src/cli/**', 'src/jobs/**'], [vscode, runtime, rooms(['extension', 'worker', 'engine'])]),
  mayNotImport(['webview/**'], [elsewhere]),
  mayNotImport(['webview/controls/controls.ts'], [elsewhereButControls]),
  {
    // Tests beside the pages run in Node, so its types are known here too.
    files: ['webview/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-globals': ['error', 'process', 'Buffer', 'global', 'require', 'setImmediate'] },
  },
  mayNotImport(['src/extension/**'], [runtime, rooms(['engine', 'worker', 'reader', 'cli'])]),
  mayNotImport(['src/extension/contributions/**'], [vscode, runtime, rooms(['engine', 'worker', 'reader', 'cli'])]),
  {
    files: ['**/*.test.ts', 'test/**', 'bench/**'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-restricted-imports': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'URL', 'setTimeout', 'setInterval'].map((name) => [name, 'readonly']),
      ),
    },
  },
);
