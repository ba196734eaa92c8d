import { describe, expect, it } from 'vitest';
import type { CommandContribution } from '../../../src/extension/contributions/command.ts';
import { commands } from '../../../src/extension/contributions/commands.ts';
import { keysOfCommands } from './keys.ts';

describe('keys that the toolbar shows', () => {
  const contributed: Readonly<Record<string, CommandContribution>> = commands;

  it.each(['expandAll', 'collapseAll', 'toggleInspector', 'toggleLayers', 'findNext', 'findPrevious'] as const)(
    'are those that VS Code is told of: %s',
    (command) => {
      const [first] = contributed[`whittle.model.${command}`]?.keys ?? [];
      expect(first).toMatchObject({ key: keysOfCommands(false)[command]?.toLowerCase() });
      if (first?.mac?.startsWith('cmd')) expect(keysOfCommands(true)[command]?.toLowerCase()).toBe(first.mac);
    },
  );
});
