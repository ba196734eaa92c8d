import type { MessageCode } from '../../protocol/messages/catalogue.ts';

/** An editor of its own for files of a kind, as VS Code is told of it. */
export interface EditorContribution {
  readonly name: MessageCode;
  readonly files: string;
  readonly priority: 'default' | 'option';
}

/** Every custom editor. The type of the table of providers asks for one for each of them and for nothing else. */
export const editors = {
  'whittle.model': {
    name: 'contribution.editor.model',
    files: '*.onnx',
    priority: 'default',
  },
  'whittle.report': {
    name: 'contribution.editor.report',
    files: '*.whittle-report.json',
    priority: 'default',
  },
} as const satisfies Record<string, EditorContribution>;

export type EditorId = keyof typeof editors;
