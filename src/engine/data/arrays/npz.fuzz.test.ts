import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../protocol/userError.ts';
import { openDataset } from '../openDataset.ts';
import { fixture } from '../testing/numpyMade.ts';
import { floats, longs, npzBytes } from '../testing/numpyFiles.ts';
import { collect, input, temporaryFolder } from '../testing/samples.ts';

const folder = await temporaryFolder();
const arrays = { x: floats([4, 6], Array(24).keys()), labels: longs([4], [0, 1, 2, 3]) };
const archives = [npzBytes(arrays, 0), npzBytes(arrays, 6), fixture('zip64')];
const models = [[input('x', ['N', 6])], [input('x', ['N', 'L', 3])], [{ ...input('x', []), unranked: true as const }]];

/** How reading ends: with samples, or with something a person is told. Anything else fails the test. */
async function outcome(bytes: Uint8Array): Promise<'read' | 'refused'> {
  const path = join(folder, 'fuzz.npz');
  await writeFile(path, bytes);
  let read: 'read' | 'refused' = 'refused';
  for (const inputs of models) {
    try {
      await collect(await openDataset({ kind: 'npz', path }, inputs));
      read = 'read';
    } catch (cause) {
      if (!(cause instanceof UserError)) throw cause;
    }
  }
  return read;
}

const archive = fc.constantFrom(...archives);

describe('damaged archives', () => {
  it('can be read where they are not damaged', async () => {
    for (const bytes of archives) expect(await outcome(bytes)).toBe('read');
  });

  it('end in a message when they are cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(archive, fc.nat(), async (bytes, at) => {
        expect(await outcome(bytes.subarray(0, at % bytes.length))).toBe('refused');
      }),
      { numRuns: 150 },
    );
  });

  it('end in samples or a message when bytes change', async () => {
    const changes = fc.array(fc.record({ at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(archive, changes, async (bytes, edits) => {
        const changed = Uint8Array.from(bytes);
        for (const { at, value } of edits) changed[at % changed.length] = value;
        expect(['read', 'refused']).toContain(await outcome(changed));
      }),
      { numRuns: 400 },
    );
  });
});
