import { describe, expect, it } from 'vitest';
import { int, text } from '../../../onnx/attributes.ts';
import type { Model } from '../../../onnx/model.ts';
import { expectExactRemoval } from '../testing/exactRemoval.ts';
import { SmallNet } from '../testing/smallNet.ts';

describe('DepthToSpace and SpaceToDepth', () => {
  it.each(['DCR', 'CRD'])('a channel goes with all that become its pixels: %s', async (mode) => {
    const build = (): Model => {
      const net = new SmallNet();
      const deep = net.conv('deep', net.input('x', ['N', 3, 4, 4]), 3, 20);
      const wide = net.node('DepthToSpace', [deep], { blocksize: int(2), mode: text(mode) });
      return net.endPicture(net.relu(wide), 5);
    };
    expect((await expectExactRemoval(build, { sizes: [{ N: 2 }, { N: 1 }] })).groups).toEqual(['deep: 5']);
  });

  it('a channel goes with all that its pixels become', async () => {
    const build = (): Model => {
      const net = new SmallNet();
      const wide = net.conv('wide', net.input('x', ['N', 3, 4, 4]), 3, 5);
      return net.endPicture(net.relu(net.node('SpaceToDepth', [wide], { blocksize: int(2) })), 20);
    };
    expect((await expectExactRemoval(build, { sizes: [{ N: 2 }, { N: 1 }] })).groups).toEqual(['wide: 5']);
  });
});
