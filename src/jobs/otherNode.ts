import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';
import { reasonOf } from '../protocol/reasonOf.ts';
import { userError } from '../protocol/userError.ts';
import { type Platform, usesMusl } from './platform.ts';

/** The oldest Node that runs the background process. */
export const neededNode = '20.11';

const facts = z.object({
  system: z.string(),
  architecture: z.string(),
  release: z.string(),
  version: z.string(),
  executable: z.string(),
});

const question = `JSON.stringify({
  system: process.platform,
  architecture: process.arch,
  release: os.release(),
  version: process.versions.node,
  executable: process.execPath,
})`;

/** A program that has not answered within this many milliseconds is not Node. */
const patience = 20_000;

/**
 * Asks a program that is to run jobs what it is.
 * @param node path of the program, or its name if it lies on the path of programs
 * @throws UserError naming the program, when it cannot be started, is not Node or is too old
 */
export async function askNode(node: string, environment: NodeJS.ProcessEnv): Promise<Platform> {
  const { version, executable, ...platform } = await answerOf(node, environment);
  if (isOlder(version, neededNode)) {
    throw userError('platform.node-old', { file: node, found: version, needed: neededNode });
  }
  return { ...platform, musl: usesMusl(platform.system, executable) };
}

async function answerOf(node: string, env: NodeJS.ProcessEnv): Promise<z.infer<typeof facts>> {
  try {
    const options = { env, timeout: patience, killSignal: 'SIGKILL', windowsHide: true } as const;
    const { stdout } = await promisify(execFile)(node, ['-p', question], options);
    return facts.parse(JSON.parse(stdout));
  } catch (cause) {
    // The system's own errors have names; a program that ended with an error has a number.
    if (typeof (cause as NodeJS.ErrnoException).code === 'string') {
      throw userError(
        'platform.node-not-started',
        { file: node, reason: reasonOf(cause), needed: neededNode },
        { cause },
      );
    }
    throw userError('platform.node-silent', { file: node, needed: neededNode }, { cause });
  }
}

/** Whether a version such as 20.9.0 comes before another, of which the missing parts do not matter. */
function isOlder(version: string, than: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, needed] of than.split('.').map(Number).entries()) {
    const part = parts[index] ?? 0;
    if (part !== needed) return part < needed;
  }
  return false;
}
