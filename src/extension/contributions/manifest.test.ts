import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { catalogue } from '../../protocol/messages/catalogue.ts';
import { modelPageCommands } from '../../protocol/webview/modelCommands.ts';
import { type CommandId, commands } from './commands.ts';
import { editors } from './editors.ts';
import { manifest } from './manifest.ts';
import { type SettingId, settings, type SettingValue } from './settings.ts';
import { views } from './views.ts';
import { reportOpened } from './walkthrough.ts';

const extension = fileURLToPath(new URL('..', import.meta.url));

/** What the extension runs, without its tests and without what it only declares. */
const sources = readdirSync(extension, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('contributions'))
  .map((file) => readFileSync(path.join(extension, file), 'utf8'));

function named(pattern: RegExp, texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name ?? '')))].sort();
}

describe('what VS Code is told of the extension', () => {
  it('has no setting that nothing reads, and no other is read', () => {
    expect(named(/\bsetting\('([^']+)'\)/g, sources)).toEqual(Object.keys(settings).sort());
  });

  it('has every command that is called from code or from a text', () => {
    const called = named(/'(whittle\.\w+)'/g, sources).filter((name) => name !== reportOpened);
    const linked = named(/command:(whittle\.\w+)/g, Object.values(catalogue));
    // The last one stands behind links in the Problems view, and in no menu.
    const others = [
      'whittle.jobs',
      'whittle.choices',
      'whittle.inspection',
      'whittle.compare',
      'whittle.showNodesOfHint',
    ];
    const known = new Set<string>([commands, editors, views].flatMap((each) => Object.keys(each)).concat(others));
    expect([...called, ...linked].filter((name) => !known.has(name))).toEqual([]);
    expect(linked.length).toBeGreaterThan(0);
  });

  it('asks for a handler of every command and for no other', () => {
    type Handlers = Readonly<Record<CommandId, () => void>>;
    const handle = (): void => undefined;
    // @ts-expect-error one handler only
    const tooFew: Handlers = { 'whittle.quantize': handle };
    // @ts-expect-error a handler without its command
    const tooMany: Handlers = { ...({} as Handlers), 'whittle.unheard': handle };
    expect([tooFew, tooMany]).toHaveLength(2);
  });

  it('has keys for commands that there are, each on the page of a model only, no two for one key', () => {
    const { keybindings } = manifest().contributes;
    expect(keybindings.map(({ command }) => command).filter((command) => !(command in commands))).toEqual([]);
    for (const platform of ['key', 'mac']) {
      const keys = keybindings.flatMap((each) => Object.entries(each).filter(([name]) => name === platform));
      expect(new Set(keys.map(([, key]) => key)).size).toBe(keys.length);
    }
    expect(keybindings.filter(({ when }) => !when.startsWith("activeCustomEditorId == 'whittle.model'"))).toEqual([]);
    expect(keybindings.map(({ command }) => command)).toContain('whittle.model.find');
  });

  it('passes every command of the page of a model on to it, offered only where there is one', () => {
    const { menus } = manifest().contributes;
    const when = "activeCustomEditorId == 'whittle.model'";
    const offered = menus['commandPalette']?.filter((place) => 'when' in place && place.when !== 'false');
    expect(offered).toEqual([
      // What opens a page first: on the page its own command has the same title.
      { command: 'whittle.analyze', when: `!(${when})` },
      { command: 'whittle.prune', when: `!(${when})` },
      ...modelPageCommands.map((command) => ({ command: `whittle.model.${command}`, when })),
    ]);
  });

  it('has views in containers that there are, and offers what is done with a line of them only there', () => {
    const { views: placed, viewsContainers, viewsWelcome, menus } = manifest().contributes;
    const containers = ['explorer', ...viewsContainers.activitybar.map(({ id }) => id)];
    expect(Object.keys(placed)).toEqual(containers);
    expect(viewsWelcome).toEqual([{ view: 'whittle.history', contents: '%contribution.welcome.history%' }]);
    const onLines = menus['view/item/context'] ?? [];
    expect(
      onLines.filter((place) => !('when' in place && String(place.when).startsWith('view == whittle.history && '))),
    ).toEqual([]);
    const hidden = menus['commandPalette']?.filter((place) => 'when' in place && place.when === 'false') ?? [];
    const commandsOf = (places: readonly object[]) =>
      [...new Set(places.map((place) => ('command' in place ? String(place.command) : '')))].sort();
    expect(commandsOf(hidden)).toEqual(commandsOf(onLines));
  });

  it('gives settings their types', () => {
    expectTypeOf<SettingValue<'whittle.jobs.node'>>().toEqualTypeOf<string>();
    expectTypeOf<SettingValue<'whittle.floor.sqnr'>>().toEqualTypeOf<number>();
    // @ts-expect-error there is no such setting
    const unheard: SettingId = 'whittle.unheard';
    expect(unheard in settings).toBe(false);
  });

  it('has a text behind every placeholder', () => {
    const codes = named(/%([^%"]+)%/g, [JSON.stringify(manifest())]);
    expect(codes.filter((code) => !(code in catalogue))).toEqual([]);
    const unused = Object.keys(catalogue).filter((code) => code.startsWith('contribution.') && !codes.includes(code));
    expect(unused).toEqual([]);
  });

  it('starts with nothing, and ignores in an untrusted workspace what could run something', () => {
    const { activationEvents, capabilities } = manifest();
    expect(activationEvents).toEqual([]);
    expect(capabilities.untrustedWorkspaces.restrictedConfigurations).toContain('whittle.jobs.node');
  });
});
