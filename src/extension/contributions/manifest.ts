import type { MessageCode } from '../../protocol/messages/catalogue.ts';
import { recipeExtension } from '../../protocol/recipes/recipeFile.ts';
import type { CommandContribution, MenuName, MenuPlace } from './command.ts';
import { commands } from './commands.ts';
import { type EditorContribution, editors } from './editors.ts';
import { type SettingContribution, settings } from './settings.ts';
import { taskDefinition, type TaskProperty, taskType } from './tasks.ts';
import { type ViewContainerContribution, viewContainers, type ViewContribution, views } from './views.ts';
import { type Walkthrough, walkthrough } from './walkthrough.ts';

const category = 'Whittle';

/** What a running job writes beside its target, hidden until it is whole: see `protocol/partName.ts`. */
const unfinished = '**/.*.onnx.*@*.part';

/** The parts of `package.json` that say what the extension adds to VS Code, with a placeholder for every text. */
export function manifest() {
  return {
    description: text('contribution.description'),
    activationEvents: [],
    extensionKind: ['workspace'],
    capabilities: {
      untrustedWorkspaces: {
        supported: 'limited',
        description: text('contribution.untrusted'),
        restrictedConfigurations: settingEntries.filter(([, { restricted }]) => restricted).map(([id]) => id),
      },
      virtualWorkspaces: { supported: 'limited', description: text('contribution.virtual') },
    },
    contributes: {
      commands: commandEntries.map(([command, { title, icon }]) => ({
        command,
        title: text(title),
        category,
        ...(icon !== undefined && { icon }),
      })),
      menus: menus(),
      keybindings: commandEntries.flatMap(([command, { keys = [] }]) => keys.map((each) => ({ command, ...each }))),
      viewsContainers: {
        activitybar: containerEntries.map(([id, { title, icon }]) => ({ id, title: text(title), icon })),
      },
      views: viewsByContainer(),
      viewsWelcome: viewEntries.flatMap(([view, { welcome }]) =>
        welcome === undefined ? [] : [{ view, contents: text(welcome) }],
      ),
      customEditors: editorEntries.map(([viewType, { name, files, priority }]) => ({
        viewType,
        displayName: text(name),
        selector: [{ filenamePattern: files }],
        priority,
      })),
      walkthroughs: [walkthroughEntry()],
      jsonValidation: [{ fileMatch: `*${recipeExtension}`, url: './schemas/recipe.schema.json' }],
      taskDefinitions: [taskEntry()],
      configurationDefaults: { 'files.exclude': { [unfinished]: true } },
      configuration: {
        title: category,
        properties: Object.fromEntries(settingEntries.map(([id, setting]) => [id, property(setting)])),
      },
    },
  };
}

const commandEntries: readonly (readonly [string, CommandContribution])[] = Object.entries(commands);
const editorEntries: readonly (readonly [string, EditorContribution])[] = Object.entries(editors);
const containerEntries: readonly (readonly [string, ViewContainerContribution])[] = Object.entries(viewContainers);
const viewEntries: readonly (readonly [string, ViewContribution])[] = Object.entries(views);
const settingEntries: readonly (readonly [string, SettingContribution])[] = Object.entries(settings);

function menus(): Readonly<Record<string, readonly object[]>> {
  const places = new Map<MenuName, object[]>();
  for (const [command, contribution] of commandEntries) {
    for (const [menu, place] of Object.entries(contribution.menus) as [MenuName, MenuPlace | readonly MenuPlace[]][]) {
      const added = [place].flat().map((each) => ({ command, ...each }));
      places.set(menu, [...(places.get(menu) ?? []), ...added]);
    }
  }
  return Object.fromEntries(places);
}

function viewsByContainer(): Readonly<Record<string, readonly object[]>> {
  const containers = new Map<string, object[]>();
  for (const [id, { name, container, welcome: _, ...rest }] of viewEntries) {
    containers.set(container, [...(containers.get(container) ?? []), { id, name: text(name), ...rest }]);
  }
  return Object.fromEntries(containers);
}

function walkthroughEntry(): object {
  const { id, title, description, steps }: Walkthrough = walkthrough;
  return {
    ...{ id, title: text(title), description: text(description) },
    steps: steps.map(({ media: { svg, altText }, completionEvents, ...step }) => ({
      ...{ id: step.id, title: text(step.title), description: text(step.description) },
      media: { svg, altText: text(altText) },
      completionEvents,
    })),
  };
}

function taskEntry(): object {
  const properties: readonly (readonly [string, TaskProperty])[] = Object.entries(taskDefinition);
  return {
    type: taskType,
    required: properties.flatMap(([name, { required }]) => (required === true ? [name] : [])),
    properties: Object.fromEntries(
      properties.map(([name, { required: _, description, ...rest }]) => [
        name,
        { ...rest, description: text(description) },
      ]),
    ),
  };
}

function property(setting: SettingContribution): object {
  const { description, restricted: _, ...rest } = setting;
  return { ...rest, markdownDescription: text(description) };
}

function text(code: MessageCode): string {
  return `%${code}%`;
}
