import type { taskDefinition } from '../contributions/tasks.ts';

/** What a task says, as it is written in `tasks.json`: by anybody, in any form. */
export type TaskSettings = Readonly<Partial<Record<'type' | keyof typeof taskDefinition, unknown>>>;

/**
 * What the command line is called with for a task. What is missing or wrong is left for it to say, in the terminal where whoever
 * started the task looks.
 */
export function taskArguments({ command, recipe, models, data, arguments: more }: TaskSettings): readonly string[] {
  return [
    ...texts(command),
    ...(command === 'run' ? texts(recipe) : []),
    ...texts(models),
    ...texts(data).flatMap((each) => ['--data', each]),
    ...texts(more),
  ];
}

/** A file as an argument: none that could be taken for an option. */
export function fileArgument(file: string): string {
  return file.startsWith('-') ? `./${file}` : file;
}

/** One text or several; what is neither is said as it is, lest it be passed over. */
function texts(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(texts);
  return [typeof value === 'string' ? value : JSON.stringify(value)];
}
