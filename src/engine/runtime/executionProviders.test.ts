import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { UserError } from '../../protocol/userError.ts';
import { executionProviders } from './executionProviders.ts';
import { type SessionOptions, withSession } from './session.ts';

function negation() {
  const net = new ModelBuilder({ file: 'negation.onnx' });
  return net.output(net.node('Neg', [net.input('x', [1])], {}, { output: 'y' }), [1]).build();
}

/** What loading a model with these options says, or that it went well. */
async function outcome(options: SessionOptions): Promise<UserError | 'loaded'> {
  return withSession(negation(), options, () => Promise.resolve('loaded' as const)).catch((error: unknown) => {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  });
}

describe('execution providers', () => {
  it('are those of the runtime, the processor among them, on which models run', async () => {
    expect(executionProviders()).toContain('cpu');
    expect(await outcome({ provider: 'cpu' })).toBe('loaded');
  });

  it('that this build does not have are refused by name, with those it has', async () => {
    const error = (await outcome({ provider: 'abacus' })) as UserError;
    expect(error.detail.code).toBe('runtime.provider-missing');
    expect(error.detail.args['provider']).toBe('abacus');
    expect(error.message).toContain(`only ${executionProviders().join(', ')}`);
  });

  it('that the machine cannot give are refused with the words of the runtime, on one line', async () => {
    for (const provider of executionProviders().filter((name) => name !== 'cpu')) {
      const result = await outcome({ provider });
      // A machine may have it.
      if (result === 'loaded') continue;
      expect(result.detail.code).toBe('runtime.provider-missing');
      expect(result.message).not.toMatch(/\n|onnxruntime_src|\.cc:/);
    }
  });

  it('say when they do not have all operators and nothing else may run them', async () => {
    // The CPU counts as what others fall back to, even when it was asked for.
    const error = (await outcome({ provider: 'cpu', fallback: false })) as UserError;
    expect(error.detail).toEqual({
      code: 'runtime.provider-incomplete',
      args: { provider: 'cpu', file: 'negation.onnx' },
    });
  });
});
