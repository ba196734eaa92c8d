import type { Memento } from 'vscode';
import { describe, expect, it } from 'vitest';
import { job } from '../../protocol/job.ts';
import { format, message } from '../../protocol/messages/catalogue.ts';
import { quantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import type { Proposal } from '../../protocol/result/proposal.ts';
import { initialChoices, jobFrom, lacksData } from './choices.ts';
import { freeOutput } from './freeOutput.ts';
import { Memory } from './remembered.ts';
import { changedSettings, choiceRows, type Known } from './rows.ts';

const reason = message('propose.static-only', {});
const calibration = {
  options: { kind: 'npz', path: '/m/calibration.npz' },
  ...{ samples: 200, labelled: false, reason },
} as const;
const test = { options: { kind: 'npz', path: '/m/test.npz' }, samples: 2000, labelled: true, reason } as const;

const proposal: Proposal = {
  bytes: 1000,
  method: { value: 'static', reason },
  preset: { value: 'cpu', reason },
  ...{ data: [calibration], evaluation: test, unfit: [] },
};
const output = { path: '/m/net.int8.onnx', replace: false };
const settings = { floorAgreement: 0.9, floorSqnr: 10, threads: undefined };

function known(more: Partial<Known> = {}): Known {
  return { model: '/m/net.onnx', proposal, data: [calibration, test], remembered: false, ...more };
}

function shown(rows: ReturnType<typeof choiceRows>): readonly string[] {
  return rows.map(({ label, value }) => `${format(label)}: ${format(value)}`);
}

/** A workspace state that holds what it is given. */
function memento(stored?: unknown): Memento {
  const values = new Map<string, unknown>(stored === undefined ? [] : [['whittle.choices', stored]]);
  return {
    keys: () => [...values.keys()],
    get: (key: string) => values.get(key),
    update: async (key: string, value: unknown) =>
      Promise.resolve(void values.set(key, JSON.parse(JSON.stringify(value)))),
  } as Memento;
}

describe('choices', () => {
  it('are filled in from the proposal', () => {
    const choices = initialChoices(proposal, undefined, output);
    expect(shown(choiceRows(choices, known()))).toEqual([
      'Method: Static, 8-bit integers',
      'Data: calibration.npz · 200 samples',
      'Compare on: test.npz · 2000 samples with labels',
      'Target: This machine',
      'Settings: All as usual',
      'Result: net.int8.onnx',
    ]);
  });

  it('make the job that the command line makes of the same', () => {
    const made = jobFrom('/m/net.onnx', initialChoices(proposal, undefined, output), { ...settings, threads: 2 });
    expect(made).toEqual(
      job.parse({
        kind: 'compress',
        model: '/m/net.onnx',
        recipe: { passes: [{ pass: 'quantize-static' }] },
        data: calibration.options,
        output: { path: output.path },
        verify: { evaluation: test.options },
        run: { threads: 2 },
      }),
    );
  });

  it('replace a file only where the person said so', () => {
    const choices = initialChoices(proposal, undefined, { ...output, replace: true });
    expect(jobFrom('/m/net.onnx', choices, settings).output.force).toBe(true);
    expect(jobFrom('/m/net.onnx', { ...choices, output }, settings).output.force).toBe(false);
  });

  it('lack data where static quantization has none', () => {
    const choices = initialChoices({ ...proposal, data: [] }, undefined, output);
    expect(lacksData(choices)).toBe(true);
    expect(lacksData({ ...choices, method: 'dynamic' })).toBe(false);
    expect(lacksData({ ...choices, data: { kind: 'synthetic' } })).toBe(false);
    expect(shown(choiceRows(choices, known()))).toContain('Data: None yet');
  });

  it('say that data is synthetic', () => {
    const choices = { ...initialChoices(proposal, undefined, output), data: { kind: 'synthetic' } as const };
    expect(shown(choiceRows(choices, known()))[1]).toBe('Data: Synthetic – for speed only');
  });

  it('name the settings that are not as usual', () => {
    const choices = initialChoices(proposal, undefined, output);
    const changed = {
      ...choices,
      static: quantizeStaticOptions.parse({ observer: 'entropy', excludeNodes: ['/head/*'] }),
    };
    expect(changedSettings(choices)).toEqual([]);
    expect(changedSettings(changed)).toEqual(['observer', 'excludeNodes']);
  });
});

describe('what was chosen last time', () => {
  const choices = { ...initialChoices(proposal, undefined, output), data: { kind: 'synthetic' } as const };

  it('is filled in again', async () => {
    const state = memento();
    const { evaluation: _, ...rest } = choices;
    await new Memory(state).remember('/m/net.onnx', rest);
    const recalled = new Memory(state).recall('/m/net.onnx');
    const { output: __, ...expected } = rest;
    expect(recalled).toEqual(expected);
    expect(initialChoices(proposal, recalled, output).data).toEqual({ kind: 'synthetic' });
    expect(new Memory(state).recall('/m/other.onnx')).toBeUndefined();
  });

  it('is forgotten where its data is gone', async () => {
    const state = memento();
    await new Memory(state).remember('/m/net.onnx', { ...choices, data: { kind: 'npz', path: '/nowhere/data.npz' } });
    expect(new Memory(state).recall('/m/net.onnx')).toBeUndefined();
  });

  it.each([[null], ['text'], [[1]], [{ '/m/net.onnx': { method: 'magic' } }]])(
    'is forgotten where it reads %j',
    (stored) => {
      expect(new Memory(memento(stored)).recall('/m/net.onnx')).toBeUndefined();
    },
  );

  it('is kept for the latest models only', async () => {
    const state = memento();
    for (let model = 0; model < 60; model++) await new Memory(state).remember(`/m/${model}.onnx`, choices);
    expect(Object.keys(state.get<object>('whittle.choices') ?? {})).toHaveLength(50);
    expect(new Memory(state).recall('/m/9.onnx')).toBeUndefined();
    expect(new Memory(state).recall('/m/10.onnx')).toBeDefined();
  });
});

describe('the name of the result', () => {
  it('is one that nothing has yet', () => {
    const taken = new Set(['/m/net.int8.onnx', '/m/net.int8.2.whittle-report.json']);
    expect(freeOutput('/m/net.onnx', 'int8', () => false)).toBe('/m/net.int8.onnx');
    expect(freeOutput('/m/net.onnx', 'int8', (file) => taken.has(file))).toBe('/m/net.int8.3.onnx');
  });
});
