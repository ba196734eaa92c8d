import { describe, expect, it } from 'vitest';
import { families, familyOf } from './families.ts';

const family = (operator: string, domain = ''): string => families[familyOf(domain, operator)]!;

describe('families', () => {
  it.each([
    ['Conv', 'compute'],
    ['LSTM', 'compute'],
    ['Relu', 'activation'],
    ['Softmax', 'activation'],
    ['LayerNormalization', 'normalisation'],
    ['MaxPool', 'pooling'],
    ['GlobalAveragePool', 'pooling'],
    ['Add', 'elementwise'],
    ['Reshape', 'shape'],
    ['If', 'control-flow'],
    ['QuantizeLinear', 'quantize'],
    ['TotallyUnknown', 'other'],
  ])('of %s is %s', (operator, expected) => {
    expect(family(operator)).toBe(expected);
  });

  it('are known for the domains of the runtime, and for no others', () => {
    expect(family('FusedConv', 'com.microsoft')).toBe('compute');
    expect(family('TreeEnsembleClassifier', 'ai.onnx.ml')).toBe('compute');
    expect(family('Conv', 'com.example')).toBe('other');
  });

  it('do not take an operator for a property of objects', () => {
    expect(family('constructor')).toBe('other');
  });
});
