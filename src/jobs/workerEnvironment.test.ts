import { expect, it } from 'vitest';
import { workerEnvironment } from './workerEnvironment.ts';

it('keeps what is not for the parent alone', () => {
  const parent = { PATH: '/usr/bin', HOME: '/home/a', LD_LIBRARY_PATH: '/opt/lib', NODE_ENV: 'production' };
  expect(workerEnvironment(parent)).toEqual({ ...parent, ELECTRON_RUN_AS_NODE: '1' });
});

it('drops what VS Code tells its own processes, and has Electron behave as Node', () => {
  const parent = {
    PATH: '/usr/bin',
    VSCODE_IPC_HOOK: '/run/a.sock',
    VSCODE_INSPECTOR_OPTIONS: '{"inspectorIpc":"/run/b.sock"}',
    VSCODE_NLS_CONFIG: '{}',
    ELECTRON_NO_ATTACH_CONSOLE: '1',
    ELECTRON_RUN_AS_NODE: '',
    Vscode_Pid: '1',
  };
  expect(workerEnvironment(parent)).toEqual({ PATH: '/usr/bin', ELECTRON_RUN_AS_NODE: '1' });
});

it.each([
  ['--inspect', ''],
  ['--inspect=127.0.0.1:9229 --max-old-space-size=4096', '--max-old-space-size=4096'],
  ['--max-old-space-size=4096 --inspect-brk=0', '--max-old-space-size=4096'],
  ['--inspect-port 9230 --no-warnings', '--no-warnings'],
  ['--inspect-wait --inspect-publish-uid=http --no-warnings', '--no-warnings'],
  ['"--inspect=0" --title="a b"', '--title="a b"'],
  ['--require "/a folder/b.js" --inspect', '--require "/a folder/b.js"'],
  ['--require ./--inspect.js', '--require ./--inspect.js'],
  ['--title "--not \\" split --inspect"', '--title "--not \\" split --inspect"'],
])('of NODE_OPTIONS=%s keeps %s', (options, kept) => {
  expect(workerEnvironment({ NODE_OPTIONS: options })['NODE_OPTIONS']).toBe(kept);
});
