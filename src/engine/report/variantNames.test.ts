import { describe, expect, it } from 'vitest';
import { variantNames } from './variantNames.ts';

const names = (...files: readonly string[]) => variantNames(files.map((file) => ({ file, provider: 'cpu' })));

describe('variantNames', () => {
  it('are as short as they can be and tell files apart', () => {
    expect(names('a/net.onnx', 'a/net.int8.onnx')).toEqual(['net.onnx', 'net.int8.onnx']);
    expect(names('a/net.onnx', 'b/net.onnx', 'b/other.onnx')).toEqual(['a/net.onnx', 'b/net.onnx', 'other.onnx']);
    expect(names('x/a/net.onnx', 'y/a/net.onnx')).toEqual(['x/a/net.onnx', 'y/a/net.onnx']);
    // One path may be the end of the other.
    expect(names('/net.onnx', '/a/net.onnx')).toEqual(['/net.onnx', 'a/net.onnx']);
    expect(names('/b/xnet.onnx', '/a/net.onnx')).toEqual(['xnet.onnx', 'net.onnx']);
  });

  it('number a file that is there twice, however its path is written', () => {
    expect(names('net.onnx', './net.onnx', 'a/../net.onnx')).toEqual(['net.onnx', 'net.onnx #2', 'net.onnx #3']);
  });

  it('say where a model runs when that differs', () => {
    const both = ['cpu', 'webgpu'].flatMap((provider) => ['a.onnx', 'b.onnx'].map((file) => ({ file, provider })));
    expect(variantNames(both)).toEqual(['a.onnx (cpu)', 'b.onnx (cpu)', 'a.onnx (webgpu)', 'b.onnx (webgpu)']);
  });
});
