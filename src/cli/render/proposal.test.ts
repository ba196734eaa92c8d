import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { message } from '../../protocol/messages/catalogue.ts';
import type { FittingData, Proposal } from '../../protocol/result/proposal.ts';
import { renderProposal } from './proposal.ts';
import { styleFor } from './style.ts';

const plain = styleFor({});
const reason = message('propose.beside', {});

function fitting(options: FittingData['options'], labelled = false): FittingData {
  return { options, samples: 12, labelled, reason };
}

function proposal(more: Partial<Proposal>): Proposal {
  return {
    bytes: 1_500_000,
    method: { value: 'static', reason: message('propose.static-only', {}) },
    preset: { value: 'cpu', reason: message('preset.cpu-x64', {}) },
    data: [],
    unfit: [],
    ...more,
  };
}

/** The command at the end. */
function command(more: Partial<Proposal>, model = 'm.onnx'): string | undefined {
  return renderProposal(proposal(more), model, plain).split('\n').at(-1);
}

describe('a proposal', () => {
  it('shows every choice with its reason, and what was not used', () => {
    const text = renderProposal(
      proposal({
        data: [
          fitting({ kind: 'npz', path: path.resolve('c.npz') }),
          fitting({ kind: 'npz', path: path.resolve('d.npz') }),
        ],
        evaluation: fitting({ kind: 'npz', path: path.resolve('t.npz') }, true),
        unfit: [{ path: path.resolve('bad.npz'), reason: message('data.empty', { source: 'bad.npz' }) }],
      }),
      'm.onnx',
      plain,
    );
    expect(text.split('\n').map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
      'm.onnx · 1.5 MB',
      '',
      'method | static | Only static quantization has integer kernels for what this model computes.',
      expect.stringContaining('preset | cpu | x64 without VNNI'),
      'data | 12 samples from c.npz | Lies beside the model and fits it.',
      'or | 12 samples from d.npz | Lies beside the model and fits it.',
      'evaluation | 12 labelled samples from t.npz | Lies beside the model and fits it.',
      '',
      'Not used: bad.npz. bad.npz has no samples in it. Check the path, or make the data again.',
      'whittle quantize m.onnx --data c.npz --evaluate t.npz',
    ]);
  });

  it('ends in the command that does it, which shells take as it is', () => {
    expect(command({ data: [fitting({ kind: 'npz', path: path.resolve("it's mine.npz") })] }, 'my model.onnx')).toBe(
      String.raw`whittle quantize 'my model.onnx' --data 'it'\''s mine.npz'`,
    );
    const images = { kind: 'images', path: path.resolve('p'), preprocessing: { preset: 'imagenet' } } as const;
    expect(command({ data: [fitting({ ...images, labels: { from: 'folders' } })] })).toBe(
      'whittle quantize m.onnx --data p --data-kind images --labels-from folders --image-preset imagenet',
    );
    const method = { value: 'dynamic', reason } as const;
    expect(command({ method, data: [fitting({ kind: 'testDataSets', path: process.cwd() })] })).toBe(
      'whittle quantize m.onnx --method dynamic --data . --data-kind testDataSets',
    );
    expect(command({ method })).toBe('whittle quantize m.onnx --method dynamic');
  });

  it('asks in that command for data to compare on only where it is read like the other', () => {
    const evaluation = fitting({ kind: 'npz', path: path.resolve('t.npz') }, true);
    const images = fitting({ kind: 'images', path: path.resolve('p'), preprocessing: { preset: '0-1' } });
    expect(command({ data: [images], evaluation })).toBe(
      'whittle quantize m.onnx --data p --data-kind images --image-preset 0-1',
    );
    expect(command({ data: [fitting({ kind: 'npz', path: path.resolve('c.npz') })], evaluation })).toBe(
      'whittle quantize m.onnx --data c.npz --evaluate t.npz',
    );
  });

  it('without data says what one can do', () => {
    expect(command({})).toContain('--data-kind synthetic');
  });
});
