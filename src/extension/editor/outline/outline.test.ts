import { describe, expect, it } from 'vitest';
import { digitsFile } from '../../../../test/fixtures/digits.ts';
import { exportedTransformer } from '../../../../test/fixtures/exportedTransformer.ts';
import { branching, calling, looping } from '../../../../test/fixtures/nestedGraphs.ts';
import { structureOf } from '../../../../test/fixtures/structureOf.ts';
import { GraphModel } from '../../../../webview/graph/prepare/graphModel.ts';
import { openModel } from '../../../engine/onnx/open.ts';
import { Outline } from './outline.ts';
import type { OutlineItem } from './outlineItem.ts';

const digits = structureOf(openModel(digitsFile));

function everything(outline: Outline, item?: OutlineItem): readonly OutlineItem[] {
  return outline.children(item).flatMap((child) => [child, ...everything(outline, child)]);
}

/** The tree in words, one level after the other. */
function told(outline: Outline, item?: OutlineItem, depth = 0): readonly string[] {
  return outline.children(item).flatMap((child) => {
    const { kind, label, description } = child;
    const line = `${'  '.repeat(depth)}${kind} ${label}${description === '' ? '' : ` (${description})`}`;
    return [line, ...told(outline, child, depth + 1)];
  });
}

describe('the outline of a model', () => {
  it('has modules by the names of nodes, in the order of the file', async () => {
    const lines = told(await Outline.of(digits));
    expect(lines.slice(0, 7)).toEqual([
      'module stem',
      '  node conv (Conv)',
      '  node norm (BatchNormalization)',
      '  node relu (Relu)',
      'module widen',
      '  node conv (Conv)',
      '  node norm (BatchNormalization)',
    ]);
  });

  it.each([
    ['modules', () => exportedTransformer(300)],
    ['bodies', branching],
    ['a loop', looping],
    ['functions', calling],
  ])('of %s has every node once, with its id, where it is looked for', async (_, network) => {
    const structure = structureOf(network());
    const [outline, model] = [await Outline.of(structure), new GraphModel(structure)];
    const nodes = everything(outline).filter(({ kind }) => kind === 'node');
    expect(nodes.map(({ node }) => node).sort((a, b) => a! - b!)).toEqual([...structure.nodes.operator.keys()]);
    for (const item of nodes) {
      const id = model.nodeId(item.node!);
      expect(outline.nodesIn(item)).toEqual([id]);
      expect(outline.itemOf(id)).toBe(item);
      expect(outline.children(item.parent)).toContain(item);
    }
  });

  it('has the bodies of nodes inside of them', async () => {
    expect(told(await Outline.of(structureOf(branching())))).toEqual([
      'node Relu_0',
      'node If_0',
      '  subgraph then_branch (then)',
      '    node inner (Relu)',
      '    node then_y (MatMul)',
      '  subgraph else_branch (else)',
      '    node else_y (Neg)',
    ]);
  });

  it('has functions beside the main graph', async () => {
    const outline = await Outline.of(structureOf(calling()));
    expect(outline.children(undefined).map(({ kind, label, description }) => [kind, label, description])).toEqual([
      ['graph', expect.any(String), ''],
      ['function', 'twice', 'own'],
      ['function', 'half', 'own'],
    ]);
    const [, twice] = outline.children(undefined);
    expect(outline.children(twice).map(({ label }) => label)).toEqual(['positive', 'halved', 'sum']);
  });

  it('knows all nodes of a module', async () => {
    const outline = await Outline.of(digits);
    const [module] = outline.children(undefined).filter(({ kind }) => kind === 'module');
    const inside = everything(outline, module).filter(({ kind }) => kind === 'node');
    expect(inside.length).toBeGreaterThan(1);
    expect(outline.nodesIn(module!)).toEqual(inside.flatMap((item) => outline.nodesIn(item)));
  });

  it('lets others have their turn while it is made', async () => {
    let turns = 0;
    const structure = structureOf(exportedTransformer(2000));
    await Outline.of(structure, () => {
      turns++;
      return Promise.resolve();
    });
    expect(turns).toBeGreaterThan((structure.strings.count + structure.nodes.operator.length) / 1000);
  });
});
