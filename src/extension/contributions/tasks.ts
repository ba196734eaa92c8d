import type { MessageCode } from '../../protocol/messages/catalogue.ts';

/** One setting of a task in `tasks.json`, as VS Code is told of it. */
export interface TaskProperty {
  readonly type: 'string' | 'array';
  readonly description: MessageCode;
  readonly required?: true;
  readonly enum?: readonly string[];
  readonly items?: { readonly type: 'string' };
}

/** What tasks of Whittle are called. */
export const taskType = 'whittle';

export const taskCommands = ['run', 'bench', 'quantize'] as const;
export type TaskCommand = (typeof taskCommands)[number];

/** What a task says beside its type. `tasks/taskDefinition.ts` reads it, by these names only. */
export const taskDefinition = {
  command: {
    type: 'string',
    enum: taskCommands,
    required: true,
    description: 'contribution.task.command',
  },
  recipe: { type: 'string', description: 'contribution.task.recipe' },
  models: { type: 'array', items: { type: 'string' }, required: true, description: 'contribution.task.models' },
  data: { type: 'string', description: 'contribution.task.data' },
  arguments: { type: 'array', items: { type: 'string' }, description: 'contribution.task.arguments' },
} as const satisfies Record<string, TaskProperty>;
